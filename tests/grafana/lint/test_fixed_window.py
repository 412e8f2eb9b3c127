from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said

LOKI = {"type": "loki", "uid": "${loki}"}


def asked(expr: str, **settings):
    return board(panel(query(expr, **settings)))


@pytest.mark.parametrize(
    ("expr", "settings", "message", "hint"),
    [
        (
            "sum(rate(llm_cost_total[5m]))",
            {},
            "rate() over a fixed window of 5m",
            "take [$__rate_interval]: it fits the time range and the scrape interval",
        ),
        (
            "sum(increase(anything_total[1m30s]))",
            {"instant": True},
            "increase() over a fixed window of 1m30s",
            "take [$__range]: it fits the time range and the scrape interval",
        ),
        (
            "sum_over_time(increase(llm_cost_total[5m])[$__range:5m])",
            {"instant": True},
            "increase() over a fixed window of 5m",
            "take [$__range]: it fits the time range and the scrape interval",
        ),
        (
            # Between the windows, which are ten minutes apart, five are never seen.
            "max_over_time(sum(rate(llm_cost_total[5m]))[$__range:10m])",
            {"instant": True},
            "rate() over a fixed window of 5m",
            "take [5m] or longer, and steps that are no longer than that",
        ),
        (
            "max_over_time(sum(rate(llm_cost_total[1m]))[$__range:1m])",
            {"instant": True},
            "rate() over a fixed window of 1m",
            "take [5m] or longer, and steps that are no longer than that",
        ),
        (
            "max_over_time(sum(rate(llm_cost_total[5m]))[$__range:$__interval])",
            {"instant": True},
            "rate() over a fixed window of 5m",
            "take [5m] or longer, and steps that are no longer than that",
        ),
        (
            "max_over_time(sum(rate(llm_cost_total[5m]))[1h:1m])",
            {},
            "rate() over a fixed window of 5m",
            "take [$__rate_interval]: it fits the time range and the scrape interval",
        ),
        (
            'sum(rate({app="a"} |= "error" [5m]))',
            {"datasource": LOKI},
            "a fixed window of 5m in LogQL",
            "take [$__auto]: it fits the time range",
        ),
    ],
)
def test_a_window_that_does_not_fit_is_found(expr, settings, message, hint) -> None:
    wrong = asked(expr, **settings)

    assert said("fixed-window", wrong) == [f"Is it well?: {message}"]
    assert hints("fixed-window", wrong) == [hint]


@pytest.mark.parametrize(
    ("expr", "settings"),
    [
        ("sum(rate(llm_cost_total[$__rate_interval]))", {}),
        ("sum(rate(llm_cost_total[${window}]))", {}),
        ("max_over_time(up[5m])", {}),
        ("sum(increase(llm_cost_total[1h]))", {}),
        ("sum(rate(llm_cost_total[24h])) * 86400", {}),
        ("sum(rate(llm_cost_total[5m]))", {"instant": True}),
        ("max_over_time(sum(rate(llm_cost_total[5m]))[$__range:1m])", {"instant": True}),
        ("min_over_time(sum(rate(llm_cost_total[5m]))[$__range:5m])", {"instant": True}),
        ("sum(rate(", {}),
        ('sum(rate({app="a"}[$__auto]))', {"datasource": LOKI}),
        ('sum(count_over_time({app="a"}[1h]))', {"datasource": LOKI}),
        ('sum(rate({app="a"}[5m]))', {"datasource": {"type": "other", "uid": "${x}"}}),
    ],
)
def test_a_window_that_fits_or_is_meant_is_fine(expr, settings) -> None:
    assert said("fixed-window", asked(expr, **settings)) == []
