from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.expressions.coarse_buckets import find
from archestra_ops.packs.catalogue import catalogue

LIVE = catalogue(packs.platform("astromesh", "otlp"))
DOCUMENTED = catalogue(packs.platform("astromesh", "documented"))
P95 = "histogram_quantile(0.95, sum by (le) (rate(astromesh_agent_latency_seconds_bucket[5m])))"


@pytest.mark.parametrize("expr", [P95, f"{P95} > 30", f"max({P95})"])
def test_a_quantile_of_bounds_that_are_too_wide_is_found(expr) -> None:
    (wrong,) = find(expr, LIVE)

    assert wrong.message == (
        "the buckets of 'astromesh_agent_latency_seconds' are too wide for a quantile: "
        "all that takes less than 5 s is in one"
    )
    assert wrong.hint == "take its mean: rate(…_sum[…]) / rate(…_count[…])"


@pytest.mark.parametrize(
    ("expr", "known"),
    [
        (P95, DOCUMENTED),
        ("sum(rate(astromesh_agent_latency_seconds_sum[5m]))", LIVE),
        ('sum(rate(astromesh_agent_latency_seconds_bucket{le="+Inf"}[5m]))', LIVE),
        ("histogram_quantile(0.9, frobnicated_bucket)", LIVE),
    ],
)
def test_other_bounds_and_other_questions_are_fine(expr, known) -> None:
    assert [*find(expr, known)] == []
