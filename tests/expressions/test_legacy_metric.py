from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.expressions import unknown_metric
from archestra_ops.expressions.legacy_metric import find
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import catalogue
from tests.expressions.finding import KNOWN, found

PROVIDERS = catalogue(*(packs.provider(name) for name in packs.provider_names()))
CLOUDSQL = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_postgresql_"
AZURE = "azure_microsoft_dbforpostgresql_flexibleservers_"


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "rate(llm_blocked_tool_total[5m])",
            "no metric is called 'llm_blocked_tool_total'",
            "it is 'llm_blocked_tools_total'",
        ),
        (
            "rate(runner_provision_duration_seconds_bucket[5m])",
            "no metric is called 'runner_provision_duration_seconds_bucket'",
            "it is 'agent_runtime_provision_duration_seconds_bucket'",
        ),
        (
            "runners_active",
            "no metric is called 'runners_active'",
            "it is gone without a successor",
        ),
        (
            "rate(agent_executions_total[5m])",
            "'agent_executions_total' is the name of older releases",
            "it is 'agent_runs_total'",
        ),
        (
            "pg_replication_lag > 60",
            "'pg_replication_lag' is the name of older releases",
            "it is 'pg_replication_lag_seconds'",
        ),
    ],
)
def test_a_former_name_is_found_with_its_successor(expr, message, hint) -> None:
    assert found(find, expr) == [(message, hint)]


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "sum(stackdriver_cloudsql_database_postgresql_num_backends)",
            "no metric is called 'stackdriver_cloudsql_database_postgresql_num_backends'",
            f"it is '{CLOUDSQL}num_backends'",
        ),
        (
            "rate(azure_xact_commit_total[5m])",
            "no metric is called 'azure_xact_commit_total'",
            (
                f"it is '{AZURE}xact_commit_total_count', the count of one interval: average it, "
                "it has no rate"
            ),
        ),
        (
            "azure_active_connections_average",
            "no metric is called 'azure_active_connections_average'",
            f"it is '{AZURE}active_connections_average_count'",
        ),
    ],
)
def test_a_name_that_no_exporter_gives_is_found(expr, message, hint) -> None:
    assert [(one.message, one.hint) for one in find(expr, PROVIDERS)] == [(message, hint)]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(llm_blocked_tools_total[5m])",
        "max(pg_replication_lag_seconds) or max(pg_replication_lag)",
        "rate(agent_runs_total[5m]) or rate(agent_executions_total[5m])",
        "frobnicated",
        '{job="a"}',
    ],
)
def test_a_name_of_today_and_both_together_are_fine(expr) -> None:
    assert found(find, expr) == []


def test_it_says_what_the_unknown_metric_would_so_that_it_is_said_once() -> None:
    (former,) = found(find, "runners_active")
    (unknown,) = unknown_metric.find("runners_active", KNOWN)

    assert former[0] == unknown.message


@pytest.mark.parametrize(
    ("expr", "severity"),
    [
        ("pg_replication_lag", Severity.WARNING),
        ("agent_executions_total", None),
        ("runners_active", None),
    ],
)
def test_an_exporter_may_be_of_older_releases(expr, severity) -> None:
    (wrong,) = find(expr, KNOWN)

    assert wrong.severity is severity
