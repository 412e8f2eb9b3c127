"""Between which two numbers the values of an expression lie, whatever is measured.

Only what holds for every series and at every time: a rate is never below 0, a count never below 1,
since there is no result at all where there is nothing to count. NaN is no value here: it fulfils no
comparison but `!=`.
https://prometheus.io/docs/prometheus/latest/querying/functions/ and …/operators/
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from archestra_ops.promql.functions import SCALARS
from archestra_ops.promql.tree import (
    Aggregation,
    Call,
    Negation,
    Node,
    Number,
    Operation,
    Subquery,
    Variable,
    Vector,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value that is possible, both included."""

    low: float = -math.inf
    high: float = math.inf

    def __or__(self, other: Bounds) -> Bounds:
        """The bounds of what is in either."""
        return Bounds(min(self.low, other.low), max(self.high, other.high))

    def __add__(self, other: Bounds) -> Bounds:
        """The bounds of sums."""
        return Bounds(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Bounds:
        """The bounds on the other side of 0."""
        return Bounds(-self.high, -self.low)

    def within(self, low: float, high: float) -> Bounds:
        """The bounds of what is cut off at *low* and *high*."""
        return Bounds(min(max(self.low, low), high), max(min(self.high, high), low))

    def times(self, factor: float) -> Bounds:
        """The bounds of products with *factor*, which is finite."""
        ends = (self.low * factor, self.high * factor) if factor else (0.0, 0.0)
        return Bounds(min(ends), max(ends))


OfMetric = Callable[[str], Bounds]
OfQuotient = Callable[[Operation], Bounds]

ANY: Final = Bounds()
POSITIVE: Final = Bounds(0)
SHARE: Final = Bounds(0, 1)
_ONE: Final = Bounds(1, 1)
_COUNT: Final = Bounds(1)
_COMPARISONS: Final = frozenset({"==", "!=", ">", "<", ">=", "<="})

_CALLS: Final = {
    **dict.fromkeys(("rate", "irate", "increase", "changes", "resets"), POSITIVE),
    **dict.fromkeys(("abs", "exp", "sqrt", "stddev_over_time", "stdvar_over_time"), POSITIVE),
    **dict.fromkeys(("absent", "absent_over_time", "present_over_time"), _ONE),
    "count_over_time": _COUNT,
    "sgn": Bounds(-1, 1),
    "hour": Bounds(0, 23),
    "minute": Bounds(0, 59),
    "month": Bounds(1, 12),
    "day_of_week": Bounds(0, 6),
    "day_of_month": Bounds(1, 31),
    "day_of_year": Bounds(1, 366),
    "days_in_month": Bounds(28, 31),
}
_AGGREGATIONS: Final = {
    "count": _COUNT, "count_values": _COUNT, "group": _ONE, "stddev": POSITIVE, "stdvar": POSITIVE,
}  # fmt: skip
# Their values are some of those that they are given, or lie between them.
_AMONG: Final = frozenset(
    {
        *("avg", "min", "max", "topk", "bottomk", "limitk", "limit_ratio"),
        *("avg_over_time", "min_over_time", "max_over_time", "last_over_time", "first_over_time"),
        *("label_replace", "label_join", "sort", "sort_desc", "sort_by_label"),
        *("sort_by_label_desc", "vector", "scalar"),
    }
)
_SUMS: Final = frozenset({"sum", "sum_over_time"})


class Measure:
    """The bounds of nodes.

    *of_metric* says those of a selector, *of_quotient* what more is known of a quotient.
    """

    def __init__(self, of_metric: OfMetric, of_quotient: OfQuotient) -> None:
        self._of_metric = of_metric
        self._of_quotient = of_quotient

    def of(self, node: Node) -> Bounds:
        """The bounds of *node*."""
        found = ANY
        match node:
            case Number():
                found = number(node)
            case Vector(name=str(name)):
                found = self._of_metric(name)
            case Subquery(children=(inner,)):
                found = self.of(inner)
            case Negation(children=(inner,)):
                found = -self.of(inner)
            case Call() | Aggregation():
                found = self._of_call(node)
            case Operation():
                found = self._of_operation(node)
            case _:
                pass
        return found

    def _of_call(self, node: Call | Aggregation) -> Bounds:
        known = _CALLS if isinstance(node, Call) else _AGGREGATIONS
        if node.name in known:
            # Without an argument the time functions are of now, with the same bounds.
            return known[node.name]
        if node.name in ("clamp", "clamp_min", "clamp_max"):
            return self._of_clamped(node)
        if not node.children:
            return ANY
        at = 0 if isinstance(node, Call) else -1
        if node.name in _AMONG:
            return self.of(node.children[at])
        return _summed(self.of(node.children[at])) if node.name in _SUMS else ANY

    def _of_clamped(self, node: Call | Aggregation) -> Bounds:
        limits = [number(child) for child in node.children[1:]]
        if not limits or any(one.low != one.high for one in limits):
            return ANY
        low = limits[0].low if node.name != "clamp_max" else -math.inf
        high = limits[-1].low if node.name != "clamp_min" else math.inf
        return self.of(node.children[0]).within(low, high) if low <= high else ANY

    def _of_operation(self, node: Operation) -> Bounds:
        left, right = node.children
        if node.op in _COMPARISONS:
            return SHARE if node.returns_bool else self._of_filtered(node)
        if node.op in ("and", "unless"):
            return self.of(left)
        if node.filled:
            return ANY
        if node.op == "/":
            known = self._of_quotient(node)
            if known != ANY:
                return known
        return _computed(node.op, self.of(left), self.of(right))

    def _of_filtered(self, node: Operation) -> Bounds:
        """Those of the vector that is compared; the value of a number never comes out."""
        left, right = node.children
        if _is_scalar(left):
            return satisfied(self.of(right), flipped(node.op), self.of(left))
        return satisfied(self.of(left), node.op, self.of(right))


def number(node: Node) -> Bounds:
    """The bounds of *node* where it is a plain number, which are one; else any."""
    match node:
        case Number(value=float() as value) if not math.isnan(value):
            return Bounds(value, value)
        case Negation(children=(inner,)):
            return -number(inner)
        case _:
            return ANY


def flipped(op: str) -> str:
    """The comparison *op* with its sides changed."""
    return op.translate(str.maketrans("<>", "><"))


def satisfied(values: Bounds, op: str, limit: Bounds) -> Bounds:
    """What of *values* can fulfil a comparison with something within *limit*."""
    low, high = values.low, values.high
    if op in (">", ">=", "=="):
        low = max(low, limit.low)
    if op in ("<", "<=", "=="):
        high = min(high, limit.high)
    return Bounds(low, high)


def _is_scalar(node: Node) -> bool:
    match node:
        case Number() | Variable():
            return True
        case Call(name=name):
            return name in SCALARS
        case Negation() | Operation():
            return all(map(_is_scalar, node.children))
        case _:
            return False


def _summed(values: Bounds) -> Bounds:
    """The bounds of sums over one or more of *values*."""
    low = values.low if values.low >= 0 else -math.inf
    high = values.high if values.high <= 0 else math.inf
    return Bounds(low, high)


def _computed(op: str, left: Bounds, right: Bounds) -> Bounds:
    if op in ("or", "+", "-"):
        return left | right if op == "or" else left + (right if op == "+" else -right)
    if op == "*" and left.low == left.high:
        left, right = right, left
    if right.low == right.high and math.isfinite(right.low):
        known = _with_constant(op, left, right.low)
        if known is not None:
            return known
    both_positive = left.low >= 0 and right.low >= 0
    return POSITIVE if op in ("*", "/", "^") and both_positive else ANY


def _with_constant(op: str, values: Bounds, constant: float) -> Bounds | None:
    if op == "*":
        return values.times(constant)
    if op == "/" and constant:
        return values.times(1 / constant)
    return _remainder(values, abs(constant)) if op == "%" else None


def _remainder(values: Bounds, most: float) -> Bounds:
    """The bounds of what is left over, which has the sign of the dividend."""
    return Bounds(0 if values.low >= 0 else -most, most)
