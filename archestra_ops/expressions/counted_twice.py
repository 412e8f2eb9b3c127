"""Metrics of the same events under two names, added up.

While a platform moves to new names it writes both, so that a sum over the two is twice what there
was. The pack says of a metric which one is its `twin`. Ask for one, or for `new or old`, which
takes the old one only where the new one is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archestra_ops import promql
from archestra_ops.expressions.impossible_value import fits
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.tree import Aggregation, Node, Operation, Vector, walk

_ADDING = frozenset({"sum", "avg", "count"})
_NAME = "__name__"


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The metrics of *expr* that are added to their twins."""
    twins = dict(_twins(catalogue))
    if not twins:
        return
    for node in walk(promql.tree(expr)):
        if isinstance(node, Operation) and node.op == "+":
            yield from _sides(node, twins)
        if isinstance(node, Aggregation) and node.name in _ADDING and not _keeps_names(node):
            yield from _patterns(node, twins)


def _twins(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The names of series, each with that of its twin's."""
    for pack in catalogue.packs:
        for metric in pack.metrics.values():
            if metric.twin in pack.metrics:
                twin = pack.metrics[metric.twin]
                yield from zip(metric.samples, twin.samples, strict=False)


def _sides(node: Operation, twins: Mapping[str, str]) -> Iterator[Wrong]:
    left, right = (_names(child) for child in node.children)
    for one, other in twins.items():
        if (one in left and other in right) or (other in left and one in right):
            yield _wrong(one, other)


def _names(node: Node) -> set[str]:
    return {found.name for found in walk(node) if isinstance(found, Vector) and found.name}


def _patterns(node: Aggregation, twins: Mapping[str, str]) -> Iterator[Wrong]:
    """Selectors without a name within *node*, whose matchers for it let both in."""
    for found in walk(node):
        if not isinstance(found, Vector) or found.name is not None:
            continue
        matchers = [one for one in found.matchers if one.label == _NAME]
        for one, other in twins.items() if matchers else ():
            if all(fits(matcher, name) for matcher in matchers for name in (one, other)):
                yield _wrong(one, other)


def _keeps_names(node: Aggregation) -> bool:
    grouping = node.grouping
    return grouping is not None and grouping.keep and _NAME in grouping.names


def _wrong(one: str, other: str) -> Wrong:
    return Wrong(
        f"'{one}' and '{other}' are the same events, and are counted twice",
        f"ask for one of them, or for {other} or {one}",
    )
