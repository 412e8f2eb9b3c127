from __future__ import annotations

import pytest

from archestra_ops.expressions.impossible_quantile import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "histogram_quantile(99, sum by (le) (rate(x_bucket[5m]))) > 1",
            "the 99 quantile of histogram_quantile() is +Inf, always",
            "write 0.99",
        ),
        ("quantile(99.9, x)", "the 99.9 quantile of quantile() is +Inf, always", "write 0.999"),
        (
            "quantile_over_time(95, x[5m])",
            "the 95 quantile of quantile_over_time() is +Inf, always",
            "write 0.95",
        ),
        (
            "quantile by (a) (-0.5, x)",
            "the -0.5 quantile of quantile() is -Inf, always",
            "it lies between 0 and 1",
        ),
        (
            "quantile(950, x)",
            "the 950 quantile of quantile() is +Inf, always",
            "it lies between 0 and 1",
        ),
    ],
)  # fmt: skip
def test_a_quantile_that_is_none_is_found(expr, message, hint) -> None:
    assert found(find, expr) == [(message, hint)]


@pytest.mark.parametrize(
    "expr",
    [
        "histogram_quantile(0.99, rate(x_bucket[5m]))",
        "quantile(1, x) - quantile(0, x)",
        "quantile($q, x)",
        "quantile(scalar(q), x)",
        "quantile(95 / 100, x)",
        "max(quantile_95)",
    ],
)
def test_other_quantiles_are_fine(expr) -> None:
    assert found(find, expr) == []
