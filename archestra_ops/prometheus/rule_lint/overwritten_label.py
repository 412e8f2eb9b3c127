"""A label of the rule in the place of the only one that tells its series apart.

`sum by (queue) (…)` with `labels: {queue: all}` gives every series the same labels. Prometheus
takes none then: "vector contains metrics with the same labelset after applying rule labels".
https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#rule
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.functions import SELECTING
from archestra_ops.promql.tree import Aggregation, Node, Number, Operation, Vector, walk


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The label of the rule that is also the only one its expression keeps."""
    del scope  # this needs no knowledge of metrics
    root = _without_numbers(promql.tree(entry.expr))
    if not isinstance(root, Aggregation) or root.name in SELECTING or root.grouping is None:
        return
    names = set(root.grouping.names)
    if not root.grouping.keep or len(names) != 1:
        return
    for name, text, line in entry.texts("labels"):
        if name in names and "{{" not in text and not _is_fixed(name, root):
            yield Problem(
                f"its label '{name}' takes the place of the one that tells the series apart",
                f"take '{name}' out of by (…), or call the rule's label otherwise",
                line=line,
            )


_KEEPING: Final = frozenset({"==", "!=", ">", "<", ">=", "<=", "+", "-", "*", "/", "%", "^"})


def _without_numbers(node: Node) -> Node:
    """What *node* compares or computes with numbers, of which none changes a label."""
    while isinstance(node, Operation) and node.op in _KEEPING:
        left, right = node.children
        if isinstance(right, Number):
            node = left
        elif isinstance(left, Number):
            node = right
        else:
            break
    return node


def _is_fixed(label: str, node: Node) -> bool:
    """Whether all that *node* selects has one value of *label*."""
    selected = [one for one in walk(node) if isinstance(one, Vector)]
    return all(
        any(matcher.label == label and matcher.op == "=" for matcher in one.matchers)
        for one in selected
    )
