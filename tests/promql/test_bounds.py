from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import promql
from archestra_ops.promql.bounds import (
    ANY,
    POSITIVE,
    SHARE,
    Bounds,
    Measure,
    flipped,
    number,
    satisfied,
)

MEASURE = Measure(lambda name: SHARE if name == "share" else ANY, lambda _: ANY)
INF = math.inf
finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize(
    ("expr", "low", "high"),
    [
        ("5", 5, 5),
        ("-5", -5, -5),
        ("0x1F", 31, 31),
        ("5m", 300, 300),
        ("1_000", 1000, 1000),
        ("NaN", -INF, INF),
        ("x", -INF, INF),
        ("$x", -INF, INF),
        ("{{ signal }}", -INF, INF),
        ("share", 0, 1),
        ("-share", -1, 0),
        ("share[1h:5m]", 0, 1),
        ("max_over_time(share[1h])", 0, 1),
        ("sum(share)", 0, INF),
        ("sum(-share)", -INF, 0),
        ("topk(3, share)", 0, 1),
        ("quantile(0.5, share)", -INF, INF),
        ("count(x)", 1, INF),
        ("stddev by (a) (x)", 0, INF),
        ("hour()", 0, 23),
        ("clamp(x, 1, 2)", 1, 2),
        ("clamp(x, 2, 1)", -INF, INF),
        ("clamp_min(share, 0.5)", 0.5, 1),
        ("clamp_max(share, $x)", -INF, INF),
        ("vector(3)", 3, 3),
        ("share * 100", 0, 100),
        ("100 * share", 0, 100),
        ("share * -1", -1, 0),
        ("share / 4", 0, 0.25),
        ("share / 0", 0, INF),
        ("1 - share", 0, 1),
        ("share + share", 0, 2),
        ("share * abs(x)", 0, INF),
        ("share * x", -INF, INF),
        ("x % 3", -3, 3),
        ("share % 3", 0, 3),
        ("abs(x) ^ 2", 0, INF),
        ("share or vector(7)", 0, 7),
        ("share and x", 0, 1),
        ("share unless x", 0, 1),
        ("x > 3", 3, INF),
        ("3 > x", -INF, 3),
        ("2 * 3 < x", 6, INF),
        ("-(2 * 3) < x", -6, INF),
        ("scalar(share) < x", 0, INF),
        ("time() < share", 0, 1),
        ("$x < share", 0, 1),
        ("x > share", 0, INF),
        ("x < vector(4)", -INF, 4),
        ("vector(4) < x", 4, 4),
        ("share == bool 3", 0, 1),
        ("share != 3", 0, 1),
        ("share + fill (9) share", -INF, INF),
    ],
)
def test_each_part_has_its_bounds(expr, low, high) -> None:
    assert MEASURE.of(promql.tree(expr)) == Bounds(low, high)


@given(finite, finite, finite)
def test_a_product_lies_between_those_of_the_ends(one, other, factor) -> None:
    bounds = Bounds(min(one, other), max(one, other)).times(factor)

    assert bounds.low <= one * factor <= bounds.high


@given(finite, finite, finite, finite)
def test_what_is_cut_off_lies_within(one, other, first, second) -> None:
    low, high = min(first, second), max(first, second)
    bounds = Bounds(min(one, other), max(one, other)).within(low, high)

    assert low <= bounds.low <= min(max(one, low), high) <= bounds.high <= high


def test_only_a_plain_number_is_one() -> None:
    assert number(promql.tree("-3")) == Bounds(-3, -3)
    assert number(promql.tree("3 + 3")) == ANY


@pytest.mark.parametrize(
    ("op", "other"), [("<", ">"), (">=", "<="), ("==", "=="), ("!=", "!=")]
)  # fmt: skip
def test_a_comparison_turns_round(op, other) -> None:
    assert flipped(op) == other
    assert flipped(other) == op


def test_what_a_comparison_leaves() -> None:
    assert satisfied(SHARE, ">", Bounds(0.5, 0.5)) == Bounds(0.5, 1)
    assert satisfied(SHARE, "<=", Bounds(0.5, 0.5)) == Bounds(0, 0.5)
    assert satisfied(POSITIVE, "==", Bounds(3, 3)) == Bounds(3, 3)
    assert satisfied(POSITIVE, "!=", Bounds(3, 3)) == POSITIVE
