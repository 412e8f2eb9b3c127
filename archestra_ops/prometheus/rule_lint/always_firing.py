"""An alert without a condition: it fires as long as its metric has any series.

Prometheus fires for each series of the result, whatever its value: `rate(errors_total[5m])` fires
at 0, too. A comparison leaves series out, unless all values fulfil it (`up >= 0`); with `bool` it
gives 0 or 1 instead and leaves out none. `absent`, `unless` and series that only exist while
something is the case (`ALERTS`, those of a recorded condition) are conditions as well, and those of
a metric that nobody knows may be. An alert that names no metric at all, as `vector(1)`, is meant to
fire always.
https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.errors import PromQLError
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.functions import ABSENCE
from archestra_ops.promql.tree import Aggregation, Call, Node, Operation, Vector

_COMPARISONS: Final = frozenset({"==", "!=", ">", "<", ">=", "<="})
_WHILE: Final = frozenset({"ALERTS", "ALERTS_FOR_STATE"})
_DEEPEST: Final = 8  # rules that are recorded from others; more than anybody has


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert has no condition."""
    if not entry.is_alert:
        return
    root, nodes = promql.tree(entry.expr), promql.nodes(entry.expr)
    if _Silence(scope).is_possible(root) or not any(isinstance(node, Vector) for node in nodes):
        return
    if any(isinstance(node, Operation) and node.returns_bool for node in nodes):
        message = "it always fires: 'bool' makes 0 of what is not the case, and 0 fires as well"
        hint = "leave out 'bool', or compare the result: == 1"
        yield Problem(message, hint, Severity.ERROR)
    elif _is_of_unknown_series(root, scope):
        message = "it fires for all series that there are, whatever their values"
        hint = "fine where they only exist while it is the case; else compare, as in … > 0"
        yield Problem(message, hint, Severity.INFO)
    else:
        message = "it always fires: nothing in it compares"
        hint = "say from which value on, as in … > 0.05"
        yield Problem(message, hint, Severity.ERROR)


class _Silence:
    """Whether there can be no result though every metric has series."""

    def __init__(self, scope: Scope, depth: int = 0) -> None:
        self._scope = scope
        self._depth = depth

    def is_possible(self, root: Node) -> bool:
        node = root
        # Down the left side without recursion: a chain of operators is as deep as it is long.
        while isinstance(node, Operation):
            if _filters(node):
                return True
            # Either side of `or` is enough for a result; everything else needs both.
            either = node.op == "or"
            if self.is_possible(node.children[1]) is not either:
                return not either
            node = node.children[0]
        match node:
            case Vector(name=name):
                return name in _WHILE or self._is_recorded(name or "")
            case Call(name=name) if name in ABSENCE or name == "scalar":
                return name in ABSENCE
            case _:
                return any(map(self.is_possible, node.children))

    def _is_recorded(self, name: str) -> bool:
        """Whether a rule at hand records *name* only while something is the case."""
        if self._depth == _DEEPEST:
            return True
        deeper = _Silence(self._scope, self._depth + 1)
        for expr in self._scope.recorded.get(name, ()):
            try:
                if deeper.is_possible(promql.tree(expr)):
                    return True
            except PromQLError:
                return True
        return False


def _filters(node: Operation) -> bool:
    """Whether *node* leaves series out by what they are compared with, or matched with."""
    return node.op == "unless" or (node.op in _COMPARISONS and not node.returns_bool)


def _is_of_unknown_series(root: Node, scope: Scope) -> bool:
    """Whether it only asks for series that may be there for a reason, as far as one can know."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Aggregation):
            waiting.append(node.children[-1])
        elif isinstance(node, Operation) and node.op in ("and", "or"):
            waiting.extend(node.children)
        elif not (isinstance(node, Vector) and _may_come_and_go(node, scope)):
            return False
    return True


def _may_come_and_go(vector: Vector, scope: Scope) -> bool:
    if vector.name is None or vector.name in scope.recorded:
        return vector.name is None
    found = scope.catalogue.find(vector.name)
    return found is None or bool(found[1].only_while)
