from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.expressions.raw_counter import counts, find
from tests.expressions.finding import found

HINT = "take its rate() or increase()"


@pytest.mark.parametrize(
    ("expr", "name"),
    [
        ("llm_tokens_total", "llm_tokens_total"),
        ("sum by (model) (llm_tokens_total) > 100", "llm_tokens_total"),
        ("max_over_time(llm_tokens_total[1h])", "llm_tokens_total"),
        (
            "histogram_quantile(0.9, sum by (le) (llm_request_duration_seconds_bucket))",
            "llm_request_duration_seconds_bucket",
        ),
        ("llm_request_duration_seconds_sum", "llm_request_duration_seconds_sum"),
        ("http_request_summary_seconds_count", "http_request_summary_seconds_count"),
        ("pg_stat_database_xact_commit", "pg_stat_database_xact_commit"),
        ("up and llm_tokens_total > 5", "llm_tokens_total"),
        ("llm_tokens_total and up", "llm_tokens_total"),
        ("llm_tokens_total unless llm_tokens_total", "llm_tokens_total"),
        ("llm_tokens_total unless llm_cost_total offset 5m", "llm_tokens_total"),
        ("llm_tokens_total or rate(llm_tokens_total[5m])", "llm_tokens_total"),
        ("rate(llm_tokens_total[5m]) or llm_tokens_total", "llm_tokens_total"),
        ("up / on (job) llm_tokens_total", "llm_tokens_total"),
        ("-llm_tokens_total", "llm_tokens_total"),
        ("llm_tokens_total - up offset 5m", "llm_tokens_total"),
        ("llm_tokens_total offset 5m unless llm_tokens_total offset 5m", "llm_tokens_total"),
        ("up and on () sum(llm_tokens_total) > bool 0", "llm_tokens_total"),
        ("up and on () sum(llm_tokens_total) / 5 > 0", "llm_tokens_total"),
        ("up or llm_tokens_total > 0", "llm_tokens_total"),
    ],
)
def test_it_finds(expr, name) -> None:
    assert found(find, expr) == [(f"counter '{name}' is read as it is", HINT)]


def test_it_finds_them_in_their_order() -> None:
    messages = [message for message, _ in found(find, "llm_tokens_total / llm_cost_total")]

    assert messages == [
        "counter 'llm_tokens_total' is read as it is",
        "counter 'llm_cost_total' is read as it is",
    ]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(llm_tokens_total[5m])",
        "sum(increase(llm_tokens_total[1h]))",
        "max_over_time(rate(llm_tokens_total[5m])[1h:1m])",
        "irate(http_request_summary_seconds_sum[5m])",
        "http_request_summary_seconds",  # a quantile
        "nodejs_active_handles_total",  # a gauge in spite of its name
        "absent(llm_tokens_total)",
        "count by (job) (llm_tokens_total)",
        "resets(llm_tokens_total[1h]) + changes(llm_tokens_total[1h])",
        "time() - timestamp(llm_tokens_total)",
        "up unless on (job) llm_tokens_total",
        "up and llm_tokens_total",
        # The first event of a series, which increase() does not see.
        "increase(llm_cost_total[1m]) > 0 or llm_cost_total unless llm_cost_total offset 1m",
        "llm_cost_total offset 5m unless llm_cost_total",  # what has gone
        "(llm_cost_total - llm_cost_total offset 5m) > 0",
        "sum(llm_cost_total) - sum(llm_cost_total offset 5m)",
        "up == 0 and on () sum(llm_request_duration_seconds_count) > 0",
        "up == 0 unless on () llm_cost_total > 0",
        "frobnicated_total",
        "{job='x'}",
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []


def test_a_long_chain_is_no_trouble() -> None:
    assert len(found(find, " + ".join(["llm_tokens_total"] * 200))) == 200


@pytest.mark.parametrize(
    ("metric", "sample", "grows"),
    [
        ("llm_tokens_total", "llm_tokens_total", True),
        ("llm_token_usage", "llm_token_usage_bucket", True),
        ("llm_token_usage", "llm_token_usage_sum", True),
        ("http_request_summary_seconds", "http_request_summary_seconds", False),
        ("http_request_summary_seconds", "http_request_summary_seconds_count", True),
        ("llm_active_users", "llm_active_users", False),
    ],
)
def test_counts_says_which_samples_only_grow(metric, sample, grows) -> None:
    assert counts(packs.platform("archestra").metrics[metric], sample) is grows
