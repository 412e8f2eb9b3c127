from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.expressions.rate_on_gauge import find
from archestra_ops.packs.catalogue import catalogue
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("expr", "function", "name"),
    [
        ("rate(llm_active_users[5m])", "rate", "llm_active_users"),
        (
            "sum(increase(nodejs_active_handles_total[5m]))",
            "increase",
            "nodejs_active_handles_total",
        ),
        ("irate(http_request_summary_seconds[5m])", "irate", "http_request_summary_seconds"),
        ("rate(pg_stat_activity_count[5m])", "rate", "pg_stat_activity_count"),
    ],
)
def test_it_finds(expr, function, name) -> None:
    assert found(find, expr) == [(f"{function}() of gauge '{name}'", "use delta()")]


def test_a_count_of_an_interval_is_averaged() -> None:
    name = (
        "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_postgresql_deadlock_count"
    )

    (wrong,) = find(f"rate({name}[5m])", catalogue(packs.provider("cloudsql")))

    assert wrong.message == f"rate() of gauge '{name}'"
    assert wrong.hint == "average the counts: avg_over_time()"


@pytest.mark.parametrize(
    "expr",
    [
        "rate(llm_tokens_total[5m])",
        "rate(llm_token_usage_sum[5m]) / rate(llm_token_usage_count[5m])",
        "delta(llm_active_users[5m])",
        "avg_over_time(llm_active_users[5m])",
        "rate(pg_static[5m])",  # untyped: who knows
        "rate(sum(llm_active_users)[1h:5m])",
        "rate(frobnicated[5m])",
        'rate({job="x"}[5m])',
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []
