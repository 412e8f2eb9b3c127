"""A part of a whole, joined by the very label that makes it a part: the quotient is always 1.

In `sum by (code) (rate(x{code=~"5.."}[5m])) / sum by (code) (rate(x[5m]))` every series with an
error meets the whole of its own code, which is itself; other codes have no partner and no result.
https://prometheus.io/docs/prometheus/latest/querying/operators/#vector-matching
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.same_sides import OTHER_TIMES, bare, own
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.functions import SELECTING
from archestra_ops.promql.tree import Aggregation, Node, Operation, Vector


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The quotients in *expr* of a part and the same part."""
    del catalogue  # this needs no knowledge of metrics
    if "/" not in expr or OTHER_TIMES.search(expr):
        return
    for node in promql.nodes(expr):
        if not isinstance(node, Operation) or node.op != "/":
            continue
        left, right = map(bare, node.children)
        further = _further(left, right)
        if further and all(_joins(label, node, left, right) for label in further):
            label = min(further)
            yield Wrong(
                f"the sides of '/' are joined by '{label}', so that the quotient is always 1",
                f"aggregate '{label}' away on both sides",
            )


def _further(part: Node, whole: Node) -> frozenset[str]:
    """The labels by which *part* selects less than *whole*; none where they differ otherwise."""
    found: set[str] = set()
    pairs = [(part, whole)]
    while pairs:
        one, other = pairs.pop()
        if isinstance(one, Vector) and isinstance(other, Vector):
            if (one.name, one.window) != (other.name, other.window) or one.name is None:
                return frozenset()
            if not set(one.matchers) >= set(other.matchers):
                return frozenset()
            found |= {matcher.label for matcher in set(one.matchers) - set(other.matchers)}
        elif own(one) != own(other) or len(one.children) != len(other.children):
            return frozenset()
        pairs.extend(zip(one.children, other.children, strict=True))
    return frozenset(found)


def _joins(label: str, node: Operation, left: Node, right: Node) -> bool:
    """Whether series of the two sides only match where they have the same *label*."""
    matching = node.matching
    if matching is not None and (label in matching.names) is not matching.keep:
        return False
    return all(_keeps(side, label) for side in (left, right))


def _keeps(side: Node, label: str) -> bool:
    if isinstance(side, Aggregation) and side.name not in SELECTING:
        # What most ratios end with here.
        by = side.grouping
        if by is None or (label in by.names) is not by.keep:
            return False
    return label in promql.labels(side, _unknown)


def _unknown(metric: str) -> None:
    del metric  # what the expression does to labels is enough
