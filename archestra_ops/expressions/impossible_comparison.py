"""A comparison that nothing fulfils: an alert that never fires, a panel that stays empty.

`count(up == 1) == 0` is none while all are down: where there is nothing to count there is no
result, and no 0. A share lies between 0 and 1: as a number of percent it is never over 5. A rate
is never below 0, `up` is 0 or 1, and a quantile of buckets is never beyond the last bound.
https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions.measured import measure
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.bounds import SHARE, Bounds, Measure, flipped
from archestra_ops.promql.tree import Aggregation, Call, Node, Operation, Vector, walk

_COMPARISONS: Final = frozenset({"==", ">", "<", ">=", "<="})
_COUNTS: Final = frozenset({"count", "count_over_time"})


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The comparisons in *expr* of something measured with a number that it never reaches."""
    if not any(op in expr for op in ("=", ">", "<")):
        return
    compared = [
        node
        for node in promql.nodes(expr)
        if isinstance(node, Operation) and node.op in _COMPARISONS
    ]
    measured = measure(expr, catalogue)
    for node in compared:
        yield from _judged(node, measured)


def _judged(node: Operation, measured: Measure) -> Iterator[Wrong]:
    (left, right), op = node.children, node.op
    if not _is_measured(left):
        left, right, op = right, left, flipped(op)
    if _is_measured(right) or not _is_measured(left):
        return
    limit, values = measured.of(right), measured.of(left)
    # `> Inf` is meant, to switch an alert off.
    if limit.low != limit.high or math.isinf(limit.low) or values.low > values.high:
        return
    if never(values, op, limit.low):
        said = f"'{op} {limit.low:.15g}' never holds: {_told(values)}"
        yield Wrong(said, _hint(left, values, limit.low))


def never(values: Bounds, op: str, limit: float) -> bool:
    """Whether none of *values* stands to *limit* as *op* says."""
    return {
        ">": values.high <= limit,
        ">=": values.high < limit,
        "<": values.low >= limit,
        "<=": values.low > limit,
        "==": not values.low <= limit <= values.high,
    }[op]


def _is_measured(node: Node) -> bool:
    return any(isinstance(one, Vector) for one in walk(node))


def _told(values: Bounds) -> str:
    low, high = f"{values.low:.15g}", f"{values.high:.15g}"
    if low == high:
        return f"the value is {low}, or there is none"
    if math.isinf(values.high):
        return f"the value is {low} or more, or there is none"
    if math.isinf(values.low):
        return f"the value is {high} or less, or there is none"
    return f"the value is between {low} and {high}"


def _hint(node: Node, values: Bounds, limit: float) -> str:
    if isinstance(node, Call | Aggregation) and node.name in _COUNTS:
        return "add `or vector(0)` to what is counted, or ask with absent(…)"
    if any(isinstance(one, Call) and one.name == "histogram_quantile" for one in walk(node)):
        return "compare with what its buckets can tell, or take its mean"
    if values == SHARE and limit > 1:
        return "compare a share as a share, as in > 0.05, or multiply it by 100"
    return "compare with what it can be"
