"""An alert without a condition: it fires as long as its metric has any series.

Prometheus fires for each series of the result, whatever its value: `rate(errors_total[5m])` fires
at 0, too. A comparison leaves series out; with `bool` it gives 0 or 1 instead and leaves out none.
`absent`, `unless` and series that only exist while something is the case (`ALERTS`) are conditions
as well. An alert that names no metric at all, as `vector(1)`, is meant to fire always.
https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.functions import ABSENCE
from archestra_ops.promql.tree import Call, Node, Operation, Vector

_COMPARISONS: Final = frozenset({"==", "!=", ">", "<", ">=", "<="})
_WHILE: Final = frozenset({"ALERTS", "ALERTS_FOR_STATE"})


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert has no condition."""
    del scope  # this needs no knowledge of metrics
    if not entry.is_alert:
        return
    root = promql.tree(entry.expr)
    if _may_be_silent(root) or not any(
        isinstance(node, Vector) for node in promql.nodes(entry.expr)
    ):
        return
    compares = any(
        isinstance(node, Operation) and node.returns_bool for node in promql.nodes(entry.expr)
    )
    if compares:
        message = "it always fires: 'bool' makes 0 of what is not the case, and 0 fires as well"
        hint = "leave out 'bool', or compare the result: == 1"
    else:
        message = "it always fires: nothing in it compares"
        hint = "say from which value on, as in … > 0.05"
    yield Problem(message, hint, Severity.ERROR)


def _may_be_silent(root: Node) -> bool:
    """Whether there can be no result though every metric has series."""
    node = root
    # Down the left side without recursion: a chain of operators is as deep as it is long.
    while isinstance(node, Operation):
        if _filters(node):
            return True
        # Either side of `or` is enough for a result; everything else needs both.
        either = node.op == "or"
        if _may_be_silent(node.children[1]) is not either:
            return not either
        node = node.children[0]
    match node:
        case Vector(name=name):
            return name in _WHILE
        case Call(name=name) if name in ABSENCE or name == "scalar":
            return name in ABSENCE
        case _:
            return any(map(_may_be_silent, node.children))


def _filters(node: Operation) -> bool:
    """Whether *node* leaves series out by what they are compared with, or matched with."""
    return node.op == "unless" or (node.op in _COMPARISONS and not node.returns_bool)
