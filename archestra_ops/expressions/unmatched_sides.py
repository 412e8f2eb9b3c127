"""Two sides of an operator whose labels can never be the same.

Without `on` or `ignoring`, series match only where all their labels are equal, so that
`sum by (a) (…) / sum by (a, b) (…)` has no result at all, ever, and no error either.
https://prometheus.io/docs/prometheus/latest/querying/operators/#vector-matching
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.flow import removes
from archestra_ops.promql.grafana import has_variable
from archestra_ops.promql.tree import (
    Aggregation,
    Call,
    Labels,
    Node,
    Number,
    Operation,
    Signal,
    Text,
    Vector,
    walk,
)

# Labels that every series of a scrape has; others that a target may bring can be absent.
_ALWAYS = frozenset({"job", "instance"})


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The operators of *expr* that can have no result, and the label that stands in the way."""
    for node in promql.nodes(expr):
        if isinstance(node, Operation) and node.op != "or" and not node.filled:
            yield from _judged(node, catalogue)


def _judged(node: Operation, catalogue: Catalogue) -> Iterator[Wrong]:
    # A number is mostly on the right, and found out at once.
    right = _labels(node.children[1], catalogue)
    left = None if right is None else _labels(node.children[0], catalogue)
    if left is None or right is None:
        return
    compared = _compared(node.matching, left ^ right)
    may_be_absent = (catalogue.target_labels - _ALWAYS) | catalogue.custom_labels
    in_the_way = sorted(compared - may_be_absent)
    if in_the_way:
        label = in_the_way[0]  # the others are often there for the same reason
        side = "left" if label in left else "right"
        yield Wrong(
            f"'{node.op}' matches nothing: only its {side} side has the label '{label}'",
            f"aggregate '{label}' away, or say by which labels with on (…) and group_{side}",
        )


def _labels(node: Node, catalogue: Catalogue) -> frozenset[str] | None:
    """The labels of a vector, None where they are not known or it is a number."""
    if isinstance(node, Number) or not _is_certain_vector(node):
        return None
    found = promql.labels(node, catalogue.labels_of)
    return None if found.others else found.names - {"__name__"}


def _is_certain_vector(node: Node) -> bool:
    """Whether *node* is a vector, and what is known of its labels is true of all its series."""
    found = False
    for one in walk(node):
        if isinstance(one, Vector | Signal):
            found = True
        elif isinstance(one, Aggregation):
            if one.grouping is not None and any(map(has_variable, one.grouping.names)):
                return False
        elif isinstance(one, Operation | Call) and _leaves_open(one):
            return False
    return found


def _leaves_open(node: Operation | Call) -> bool:
    """Whether only some of its series have a label, or it is no vector at all."""
    if isinstance(node, Operation):
        return node.op == "or"
    # A label whose replacement may be empty goes where the pattern fits, and stays elsewhere.
    empties = node.name == "label_replace" and Text("") in node.children[2:3]
    return node.name == "scalar" or (empties and not removes(node))


def _compared(matching: Labels | None, different: frozenset[str]) -> frozenset[str]:
    """Those of the *different* labels that the two sides have to share."""
    if matching is None:
        return different
    names = frozenset(matching.names)
    return different & names if matching.keep else different - names
