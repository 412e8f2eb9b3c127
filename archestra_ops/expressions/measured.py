"""Between which numbers what an expression measures can lie, by what is known of its metrics."""

from __future__ import annotations

import itertools
import math
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions.others import may_be_anybodys
from archestra_ops.expressions.raw_counter import counts
from archestra_ops.expressions.same_sides import OTHER_TIMES, own
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.bounds import (
    ANY,
    POSITIVE,
    SHARE,
    Bounds,
    Measure,
    OfMetric,
    OfQuotient,
    number,
)
from archestra_ops.promql.tree import Aggregation, Call, Node, Number, Operation, Vector, walk

# The part is never more than the whole: of file descriptors, disks and memory, by whoever measures.
_WHOLES: Final = {
    "process_open_fds": "process_max_fds",
    "nodejs_heap_size_used_bytes": "nodejs_heap_size_total_bytes",
    "node_filesystem_avail_bytes": "node_filesystem_size_bytes",
    "node_filesystem_free_bytes": "node_filesystem_size_bytes",
    "node_filesystem_files_free": "node_filesystem_files",
    "node_memory_MemAvailable_bytes": "node_memory_MemTotal_bytes",
    "kubelet_volume_stats_available_bytes": "kubelet_volume_stats_capacity_bytes",
    "kubelet_volume_stats_used_bytes": "kubelet_volume_stats_capacity_bytes",
    "kubelet_volume_stats_inodes_used": "kubelet_volume_stats_inodes",
}
_GROW: Final = frozenset({"rate", "irate", "increase"})


def measure(expr: str, catalogue: Catalogue) -> Measure:
    """What says the bounds of the nodes of *expr*."""

    def of_metric(name: str) -> Bounds:
        if name == "up":
            return SHARE
        found = catalogue.find(name)
        if found is None:
            return ANY
        if found[1].unit == "1 or 0":
            return SHARE
        return POSITIVE if counts(found[1], name) else ANY

    shifted = OTHER_TIMES.search(expr) is not None
    return _Known(of_metric, lambda node: ANY if shifted else _of_quotient(node), catalogue)


class _Known(Measure):
    """The same, and what a quantile of buckets can be, which the catalogue says."""

    def __init__(self, of_metric: OfMetric, of_quotient: OfQuotient, catalogue: Catalogue) -> None:
        super().__init__(of_metric, of_quotient)
        self._catalogue = catalogue

    def of(self, node: Node) -> Bounds:
        match node:
            case Call(name="histogram_quantile", children=(quantile, buckets)):
                return _of_quantile(quantile, buckets, self._catalogue)
            case _:
                return super().of(node)


def _of_quantile(quantile: Node, buckets: Node, catalogue: Catalogue) -> Bounds:
    """It lies within the finite bounds of the buckets, of which the first begins at 0.

    https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
    """
    wanted = number(quantile)
    every = [_ends(one, catalogue) for one in walk(buckets) if isinstance(one, Vector)]
    if wanted == ANY or not 0 <= wanted.low <= 1 or not every or not all(every):
        return ANY
    ends = [0.0, *itertools.chain.from_iterable(every)]
    return Bounds(min(ends), max(ends))


def _ends(vector: Vector, catalogue: Catalogue) -> list[float]:
    """The finite bounds of the buckets that *vector* selects; none where they are not known."""
    found = catalogue.find(vector.name or "")
    bounds = found[1].buckets if found is not None else None
    selector = promql.Selector(vector=vector, enclosing=(), subquery=None)
    if not isinstance(bounds, tuple) or may_be_anybodys(selector, catalogue):
        return []
    return [bound for bound in bounds if math.isfinite(bound)]


def _of_quotient(node: Operation) -> Bounds:
    left, right = node.children
    factor = 1.0
    while isinstance(left, Operation) and left.op == "*":
        constant, left = left.children
        if number(constant) == ANY:
            constant, left = left, constant
        if number(constant) == ANY:
            return ANY
        factor *= number(constant).low
    if node.many is None and _is_part(_unguarded(left), _unguarded(right)):
        return SHARE.times(factor) if math.isfinite(factor) else ANY
    return ANY


def _unguarded(node: Node) -> Node:
    """*node* without what stands in for no traffic."""
    while True:
        match node:
            case Call(name="clamp_min", children=(inner, *_)):
                node = inner
            case Operation(op=">" | "or", children=(inner, guard), returns_bool=False) if (
                isinstance(guard, Number) or (isinstance(guard, Call) and guard.name == "vector")
            ):
                node = inner
            case _:
                return node


def _is_part(part: Node, whole: Node) -> bool:
    """Whether each value of *part* is among those that the one of *whole* is the sum of."""
    around: set[str] = set()
    # Down both at once: what is around the selectors has to be the same.
    while not (isinstance(part, Vector) and isinstance(whole, Vector)):
        if not isinstance(part, Call | Aggregation) or own(part) != own(whole):
            return False
        if len(part.children) != 1 or len(whole.children) != 1:
            return False
        around.add(part.name)
        (part,), (whole,) = part.children, whole.children
    if part.window != whole.window or part.name is None:
        return False
    if part.name != whole.name:
        known = _WHOLES.get(part.name) == whole.name and set(part.matchers) == set(whole.matchers)
        return known and around <= {"sum", "avg", "min", "max"}
    # A part of the series of a counter, as long as they are only added up.
    less = set(part.matchers) >= set(whole.matchers)
    return less and around <= _GROW | {"sum"} and not around.isdisjoint(_GROW)
