from __future__ import annotations

from archestra_ops.prometheus.live_checks import cardinality
from tests.prometheus.live_checks.made import URL, seen, told


def test_a_metric_with_very_many_series() -> None:
    assert told(cardinality, seen(series={"llm_cost_total": 10_001, "up": 10_000})) == [
        (
            "warning",
            URL,
            "'llm_cost_total' has 10,001 series, more than 10,000",
            (
                "`topk(10, count by (LABEL) (llm_cost_total))` shows which label has so "
                "many values; "
                "--max-series moves the bar"
            ),
        )
    ]
