from __future__ import annotations

import pytest

from archestra_ops.expressions.unknown_metric import find
from tests.expressions.finding import found

NEAR = "did you mean 'llm_tokens_total'?"
FAR = "see `ops packs show` for the metrics"


@pytest.mark.parametrize(
    ("expr", "name", "hint"),
    [
        ("rate(llm_token_total[5m])", "llm_token_total", NEAR),
        ("up == 1 and frobnicated > 1", "frobnicated", FAR),
        # A histogram and a counter have no samples of these names.
        (
            "rate(llm_request_duration_seconds[5m])",
            "llm_request_duration_seconds",
            "did you mean 'llm_request_duration_seconds_sum'?",
        ),
        ("rate(llm_tokens[5m])", "llm_tokens", NEAR),
        ('{__name__="frobnicated"}', "frobnicated", FAR),
    ],
)
def test_it_finds(expr, name, hint) -> None:
    assert found(find, expr) == [(f"no metric is called '{name}'", hint)]


def test_it_names_each_once_in_their_order() -> None:
    messages = [message for message, _ in found(find, "bbbb / aaaa + bbbb")]

    assert messages == ["no metric is called 'bbbb'", "no metric is called 'aaaa'"]


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(llm_tokens_total[5m]))",
        "histogram_quantile(0.9, sum by (le) (rate(llm_request_duration_seconds_bucket[5m])))",
        "rate(http_request_summary_seconds_sum[5m]) + http_request_summary_seconds",
        "up + scrape_samples_scraped + scrape_series_added + scrape_duration_seconds",
        'ALERTS{alertstate="firing"}',
        "job:llm_errors:ratio5m > 0.1",  # recorded
        '{__name__=~"llm_.*"}',
        '{job="archestra-web"}',
        "$metric",
        "{{ connections_used }}",
        "agent_executions_total",  # of an older release
        "vector(1)",
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []
