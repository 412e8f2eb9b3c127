from __future__ import annotations

import pytest

from archestra_ops.expressions.padded_denominator import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    "expr",
    [
        "100 * sum(increase(errors_total[5m])) / (sum(increase(calls_total[5m])) + 1)",
        "sum(rate(errors_total[5m])) / (0.001 + sum(rate(calls_total[5m])))",
        "max(a / (b + 1e-9))",
    ],
)
def test_a_number_in_the_denominator_is_found(expr) -> None:
    assert found(find, expr) == [
        (
            "a number is added to the denominator, which makes the quotient too small",
            "leave out what had no traffic instead: … / (sum(rate(…)) > 0)",
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(errors_total[5m])) / (sum(rate(calls_total[5m])) > 0)",
        "(a + 1) / (b + 1)",
        "a / (b + c)",
        "a / (1 + 2)",
        "a / (b - 1)",
        "a / b + 1",
    ],
)
def test_a_guard_or_what_is_no_padding_is_fine(expr) -> None:
    assert found(find, expr) == []
