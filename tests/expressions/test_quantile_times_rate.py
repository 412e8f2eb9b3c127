from __future__ import annotations

import pytest

from archestra_ops.expressions.quantile_times_rate import find
from tests.expressions.finding import found

P50 = "histogram_quantile(0.5, sum by (le) (rate(a_bucket[5m])))"
RATE = "sum(rate(b_count[5m]))"


@pytest.mark.parametrize(
    "expr",
    [
        f"{P50} * {RATE}",
        f"{RATE} * on () max({P50})",
        f"{P50} * on () ({RATE} - sum(increase(c_bucket[5m])) > 0)",
    ],
)
def test_a_product_that_is_no_quantity_is_found(expr) -> None:
    assert found(find, expr) == [
        (
            "a quantile is multiplied by a rate, and the product is no quantity",
            "show them apart; time spent is rate(…_sum[…])",
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        f"{P50} * 1000",
        f"{P50} / {RATE}",
        f"{P50} * ({RATE} > bool 0)",
        f"{P50} * {P50}",
        f"{RATE} * {RATE}",
        "rate(a_sum[5m]) / rate(a_count[5m]) * rate(b_count[5m])",
    ],
)
def test_other_products_are_fine(expr) -> None:
    assert found(find, expr) == []
