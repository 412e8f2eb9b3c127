"""Which labels survive an operator between two vectors, or a vector and a number.

Source: resultMetric() and VectorscalarBinop() in promql/engine.go of Prometheus 3.
"""

from __future__ import annotations

from typing import Final

from archestra_ops.promql.grafana import has_variable
from archestra_ops.promql.labelset import ANYTHING, NAME, LabelSet, only
from archestra_ops.promql.tree import Labels, Operation

_COMPARISONS: Final = frozenset({"==", "!=", ">", "<", ">=", "<="})


def joined(node: Operation, left: LabelSet | None, right: LabelSet | None) -> LabelSet | None:
    """The labels of *node*'s result; None stands for a number."""
    if left is None or right is None:
        vector = right if left is None else left
        return vector and _named(node, vector)
    if node.op == "or":
        return left | right
    if node.op == "unless":
        return left
    names = (*(node.matching.names if node.matching else ()), *node.include)
    if any(map(has_variable, names)):
        return ANYTHING
    if node.op == "and":
        return _met(left, right, _compared(node.matching))
    return _named(node, _matched(node, left, right))


def _named(node: Operation, result: LabelSet) -> LabelSet:
    """A comparison that filters keeps the metric's name; all else makes another quantity."""
    filters = node.op in _COMPARISONS and not node.returns_bool
    return result if filters else result - NAME


def _matched(node: Operation, left: LabelSet, right: LabelSet) -> LabelSet:
    many, one = (right, left) if node.many == 1 else (left, right)
    compared = _compared(node.matching)
    # A series that a fill modifier stands in for has just the labels that are compared.
    kept = many | (one & compared) if node.filled else _met(many, one, compared)
    if node.many is None and node.matching is not None:
        named = only(node.matching.names)
        kept = kept & named if node.matching.keep else kept - named
    included = only(node.include)
    return (kept - included) | (included & one)


def _compared(matching: Labels | None) -> LabelSet:
    """The labels that two series have to share."""
    if matching is None:
        return ~NAME
    return only(matching.names) if matching.keep else ~(only(matching.names) | NAME)


def _met(many: LabelSet, one: LabelSet, compared: LabelSet) -> LabelSet:
    """What *many* keeps: a label that is compared is on both sides, or on neither."""
    return (many - compared) | (many & compared & one)
