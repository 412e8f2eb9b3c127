from __future__ import annotations

import pytest

from archestra_ops.expressions.always_one import find
from tests.expressions.finding import found

BAD, ALL = 'rate(x{code=~"5.."}[5m])', "rate(x[5m])"


@pytest.mark.parametrize(
    "expr",
    [
        f"{BAD} / {ALL}",
        f"sum by (code) ({BAD}) / sum by (code) ({ALL})",
        f"sum by (job, code) ({BAD}) / on (job, code) sum by (job, code) ({ALL}) > 0.1",
        f"sum without (pod) ({BAD}) / sum without (pod) ({ALL})",
        f"100 * sum by (code) ({BAD}) / (sum by (code) ({ALL}) > 0)",
        f"{BAD} / ignoring (pod) {ALL}",
    ],
)
def test_a_part_of_itself_is_found(expr) -> None:
    assert found(find, expr) == [
        (
            "the sides of '/' are joined by 'code', so that the quotient is always 1",
            "aggregate 'code' away on both sides",
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        f"sum by (job) ({BAD}) / sum by (job) ({ALL})",
        f"sum({BAD}) / sum({ALL})",
        f"sum by (code) ({BAD}) / on (job) sum by (job) ({ALL})",
        f"{BAD} / ignoring (code) group_left {ALL}",
        f"sum without (code) ({BAD}) / sum without (code) ({ALL})",
        f"{BAD} / {ALL} offset 1d",
        f"{ALL} / {BAD}",
        f"{ALL} / {ALL}",  # same-sides
        'sum by (a) (x{a="1"}) / sum by (a) (y)',
        'x{a="1"} / x{a="2"}',
        '{a="1"} / {b="2"}',
        f"{BAD} * {ALL}",
    ],
)
def test_a_part_of_the_whole_is_fine(expr) -> None:
    assert found(find, expr) == []
