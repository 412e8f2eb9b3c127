"""Something is cut out of the emitted estate: exactly the panels that need it are named.

What needs it is worked out here from the text of the board's expressions; a few are written out.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from archestra_ops import packs
from archestra_ops.emitter.estate import Estate
from archestra_ops.findings import Case
from archestra_ops.grafana.render import render
from archestra_ops.verify.run import Subject, on_pages
from tests.grafana.boards.archestra.test_application_metrics import APPLICATION_METRICS
from tests.verify.mutations import (
    Mutation,
    cloned,
    with_label_renamed,
    without,
    without_series,
)

PLATFORM = packs.platform("archestra")
NOW = 1_700_000_000.0

# Panels that have another way to know what the metric tells: it stands on one side of an `or`.
OTHER_WAYS = {
    "process_start_time_seconds": {
        "Were tasks given up?",
        "What was given up, or taken back?",
        "Were audit records lost?",
        "Were stored files orphaned?",
    },
    # The names of other releases, which the emitter does not have anyway.
    "pg_stat_checkpointer_num_timed_total": {"How often are checkpoints made?"},
    "pg_replication_lag": {"How far are replicas behind?"},
}


def subject(provider: str) -> Subject:
    return Subject(platform=PLATFORM, providers=[packs.provider(provider)])


@cache
def exprs(provider: str) -> dict[str, tuple[str, ...]]:
    """The expressions of every panel, as text."""
    found: dict[str, tuple[str, ...]] = {}

    def take(panels: list[dict]) -> None:
        for panel in panels:
            take(panel.get("panels", []))
            for target in panel.get("targets", []):
                found[panel["title"]] = (*found.get(panel["title"], ()), target["expr"])

    dashboard = render(APPLICATION_METRICS, PLATFORM, packs.provider(provider)).dashboard
    take(dashboard["panels"])
    return found


def selecting(provider: str, metric: str) -> set[str]:
    """The panels with a selector of *metric*."""
    selector = re.compile(rf"\b{metric}(?:_bucket|_sum|_count)?\{{")
    return {
        title
        for title, of_panel in exprs(provider).items()
        if any(selector.search(expr) for expr in of_panel)
    }


def using(provider: str, metric: str, label: str) -> set[str]:
    """The panels with an expression that selects *metric* and names *label*."""
    selector = re.compile(rf"\b{metric}(?:_bucket|_sum|_count)?\{{")
    named = re.compile(rf"\b{label}\b")
    return {
        title
        for title, of_panel in exprs(provider).items()
        if any(selector.search(expr) and named.search(expr) for expr in of_panel)
    }


@cache
def pristine(provider: str) -> Estate:
    """The emitted estate with nothing missing; making one takes longer than looking at it."""
    return subject(provider).estate(NOW, 15.0)


def verified(provider: str, mutation: Mutation) -> list[Case]:
    """All cases of the boards on the emitter with the mutation."""
    estate = cloned(pristine(provider))
    mutation(estate)
    report = on_pages(subject(provider), clock=lambda: NOW, make=lambda _start, _step: estate)
    return list(report.cases)


def broken(cases: list[Case]) -> dict[str, str]:
    return {case.name: case.status for case in cases if not case.ok}


METRICS = [
    # One of every row, and of every kind.
    ("helm", "http_request_duration_seconds"),
    ("helm", "http_request_summary_seconds"),
    ("helm", "task_queue_tasks_enqueued_total"),
    ("helm", "task_queue_tasks_failed_total"),
    ("helm", "task_queue_tasks_dead_total"),
    ("helm", "task_queue_task_duration_seconds"),
    ("helm", "database_pool_connections"),
    ("helm", "process_cpu_seconds_total"),
    ("helm", "process_start_time_seconds"),
    ("helm", "process_max_fds"),
    ("helm", "nodejs_eventloop_lag_p99_seconds"),
    ("helm", "nodejs_gc_duration_seconds"),
    ("helm", "nodejs_heap_space_size_used_bytes"),
    ("helm", "audit_write_failures_total"),
    ("helm", "file_storage_orphaned_objects_total"),
    ("helm", "pg_stat_activity_count"),
    ("helm", "pg_settings_max_connections"),
    ("helm", "pg_stat_database_blks_hit"),
    ("helm", "pg_stat_bgwriter_checkpoints_timed_total"),
    ("helm", "pg_stat_checkpointer_num_timed_total"),
    ("helm", "pg_replication_lag_seconds"),
    ("helm", "pg_replication_lag"),
    ("helm", "kubelet_volume_stats_used_bytes"),
    ("otel", "postgresql_backends"),
    ("otel", "postgresql_tup_returned_total"),
    ("azure", "azure_microsoft_dbforpostgresql_flexibleservers_xact_commit_total_count"),
    ("cloudsql", "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_disk_quota"),
]


@pytest.mark.parametrize(("provider", "metric"), METRICS)
def test_a_metric_that_is_gone_is_missing_from_its_panels_and_no_others(
    provider: str, metric: str
) -> None:
    expected = selecting(provider, metric) - OTHER_WAYS.get(metric, set())
    cases = verified(provider, without(metric))

    assert expected or metric in OTHER_WAYS
    assert broken(cases) == dict.fromkeys(expected, "missing metric")
    assert [case.name for case in cases if not case.ok and metric not in case.message] == []
    assert [case.name for case in cases if not case.ok and not case.hint] == []


LABELS = [
    ("helm", "http_request_duration_seconds", "status_code"),
    ("helm", "http_request_duration_seconds", "route"),
    ("helm", "http_request_duration_seconds", "le"),
    ("helm", "http_request_summary_seconds", "quantile"),
    ("helm", "task_queue_active_tasks", "task_type"),
    ("helm", "task_queue_tasks_completed_total", "task_type"),
    ("helm", "database_pool_connections", "state"),
    ("helm", "nodejs_gc_duration_seconds", "kind"),
    ("helm", "nodejs_version_info", "version"),
    ("helm", "audit_write_failures_total", "resource_type"),
    ("helm", "pg_stat_activity_count", "state"),
    ("helm", "pg_locks_count", "mode"),
    ("otel", "postgresql_blocks_read_total", "source"),
    ("otel", "postgresql_backends", "postgresql_database_name"),
    (
        "cloudsql",
        "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_postgresql_num_backends",
        "database",
    ),
]


@pytest.mark.parametrize(("provider", "metric", "label"), LABELS)
def test_a_label_that_is_gone_is_missing_from_the_panels_that_use_it_and_no_others(
    provider: str, metric: str, label: str
) -> None:
    expected = using(provider, metric, label)
    cases = verified(provider, with_label_renamed(metric, label))

    assert expected
    assert broken(cases) == dict.fromkeys(expected, "missing label")
    assert [c.message for c in cases if not c.ok and f"no label '{label}'" not in c.message] == []


@pytest.mark.parametrize(
    ("mutation", "expected"),
    [
        (
            with_label_renamed("http_request_duration_seconds", "status_code"),
            {
                "How many requests fail?": "missing label",
                "How much is asked, by answer?": "missing label",
                "What share fails, and how?": "missing label",
                "What is refused, and why?": "missing label",
            },
        ),
        (
            without("database_pool_size_limit"),
            # It is how $job finds the web process, too.
            {
                "What are the pooled connections doing?": "missing metric",
                "How full is each process's pool?": "missing metric",
                "How many requests fail?": "missing metric",
                "How slow is the API?": "missing metric",
                "How much is asked, by answer?": "missing metric",
                "What is asked most?": "missing metric",
                "What share fails, and how?": "missing metric",
                "What is refused, and why?": "missing metric",
                "How long do requests take?": "missing metric",
                "Which routes are slowest?": "missing metric",
                "How many requests are under way?": "missing metric",
                "What did requests take since the process started?": "missing metric",
            },
        ),
        (
            without("task_queue_stuck_tasks_reset_total"),
            {
                "Are all processes scraped?": "missing metric",
                "What was given up, or taken back?": "missing metric",
            },
        ),
        (
            without("nodejs_version_info"),
            {"Which version of Node.js runs?": "missing metric"},
        ),
        (
            with_label_renamed("task_queue_task_duration_seconds", "le"),
            {"How long do tasks take?": "missing label"},
        ),
    ],
    ids=["status_code", "the web's anchor", "the worker's anchor", "version", "le"],
)
def test_a_few_are_written_out(mutation: Mutation, expected: dict[str, str]) -> None:
    assert broken(verified("helm", mutation)) == expected


def test_without_the_web_processes_anchor_the_reason_is_the_variable() -> None:
    cases = {c.name: c for c in verified("helm", without("database_pool_size_limit"))}

    slow = cases["How slow is the API?"]
    assert slow.message == (
        "'http_request_duration_seconds_bucket' is only on targets "
        "that the board's variables do not list"
    )


def test_without_any_anchor_the_variable_itself_is_broken() -> None:
    def neither(estate) -> None:
        without("database_pool_size_limit")(estate)
        without("task_queue_stuck_tasks_reset_total")(estate)

    cases = {case.name: case for case in verified("helm", neither)}

    assert cases["variable $job"].status == "missing metric"
    assert cases["variable $instance"].status == "missing metric"
    assert cases["How much memory do they use?"].status == "missing metric"
    assert cases["How many connections are open?"].status == "ok"


@pytest.mark.parametrize(
    ("metric", "silent"),
    [
        (
            "audit_write_failures_total",
            {"Were audit records lost?"},
        ),
        # What was given up is 0 by a constant, and the bar beside it has data.
        ("task_queue_tasks_dead_total", set()),
        ("nodejs_active_requests", set()),
        ("http_request_summary_seconds", {"What did requests take since the process started?"}),
        (
            "nodejs_gc_duration_seconds",
            {"How much time goes into garbage collection?", "How long are the pauses?"},
        ),
    ],
)
def test_a_metric_that_nothing_was_observed_of_is_no_fault(metric: str, silent: set[str]) -> None:
    cases = verified("helm", without_series(metric))

    assert broken(cases) == {}
    assert {case.name for case in cases if case.status == "no series yet"} == silent
    for case in cases:
        if case.status == "no series yet":
            assert case.message.endswith("is declared, and nothing was observed yet")
            assert case.hint == "it appears with the first event"


@pytest.mark.parametrize("provider", packs.provider_names())
def test_with_nothing_cut_everything_has_data(provider: str) -> None:
    cases = verified(provider, lambda _: None)

    assert {case.name: case.message for case in cases if case.status != "ok"} == {}
    assert len(cases) > 60
