from __future__ import annotations

import pytest

from archestra_ops.expressions.quantile_without_le import find
from tests.expressions.finding import found

BUCKET = "llm_request_duration_seconds_bucket"
WRONG = (
    f"histogram_quantile() of '{BUCKET}' without 'le'",
    "keep it: sum by (le, …) (rate(…_bucket[…]))",
)


@pytest.mark.parametrize(
    "expr",
    [
        f"histogram_quantile(0.9, sum(rate({BUCKET}[5m])))",
        f"histogram_quantile(0.9, sum by (model) (rate({BUCKET}[5m])))",
        f"histogram_quantile(0.9, sum without (le) (rate({BUCKET}[5m])))",
        f"max(histogram_quantile(0.9, sum by (model) (rate({BUCKET}[5m])))) > 5",
    ],
)
def test_it_finds(expr) -> None:
    assert found(find, expr) == [WRONG]


@pytest.mark.parametrize(
    "expr",
    [
        f"histogram_quantile(0.9, sum by (le, model) (rate({BUCKET}[5m])))",
        f"histogram_quantile(0.9, rate({BUCKET}[5m]))",
        f"histogram_quantile(0.9, sum without (model) (rate({BUCKET}[5m])))",
        f"sum(histogram_quantile(0.9, rate({BUCKET}[5m])))",
        "histogram_quantile(0.9, sum by (le) (rate(frobnicated_bucket[5m])))",
        f"sum(rate({BUCKET}[5m]))",
        "quantile(0.9, up)",
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []
