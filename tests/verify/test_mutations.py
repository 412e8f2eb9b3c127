"""Something is cut out of the emitted estate: exactly the panels that need it are named.

What needs it is worked out here from the text of the boards' expressions; a few are written out.
A panel is named with its board: `MCP Monitoring: Which tools fail?`.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from archestra_ops import packs
from archestra_ops.emitter.estate import Estate
from archestra_ops.findings import Case
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.render import render
from archestra_ops.verify.run import Subject, on_pages
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
# A process that was not there before is known by its `up`, or by when it started.
EITHER_WAY = re.compile(r"== 1 or process_start_time_seconds\{[^}]*\}")
OTHER_WAYS = {
    # A web process is known by its pool, too, before its first request.
    "http_request_duration_seconds": {"Application Metrics: Are all processes scraped?"},
    "task_queue_tasks_enqueued_total": {"RAG & Knowledge Base: What was given up?"},
    # The names of other releases, which the emitter does not have anyway.
    "pg_stat_checkpointer_num_timed_total": {
        "Application Metrics: How often are checkpoints made?"
    },
    "pg_replication_lag": {"Application Metrics: How far are replicas behind?"},
}


def subject(provider: str) -> Subject:
    return Subject(platform=PLATFORM, providers=[packs.provider(provider)])


@cache
def exprs(provider: str) -> dict[str, tuple[str, ...]]:
    """The PromQL of every panel of every board, as text, what has another way left out."""
    found: dict[str, tuple[str, ...]] = {}

    def take(board: str, panels: list[dict]) -> None:
        for panel in panels:
            take(board, panel.get("panels", []))
            for target in panel.get("targets", []):
                if target["datasource"]["type"] == "prometheus":
                    name = f"{board}: {panel['title']}"
                    expr = EITHER_WAY.sub("== 1", target["expr"])
                    found[name] = (*found.get(name, ()), expr)

    for board in boards("archestra"):
        dashboard = render(board, PLATFORM, packs.provider(provider)).dashboard
        take(board.title, dashboard["panels"])
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


def called(case: Case) -> str:
    """The board, whosever PostgreSQL it shows, and the panel or variable."""
    return f"{case.group.partition(' (')[0]}: {case.name}"


def broken(cases: list[Case]) -> dict[str, str]:
    return {called(case): case.status for case in cases if not case.ok}


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
    ("helm", "llm_request_duration_seconds"),
    ("helm", "llm_cost_total"),
    ("helm", "llm_blocked_tools_total"),
    ("helm", "llm_cache_tokens_total"),
    ("helm", "agent_runs_total"),
    ("helm", "mcp_tool_call_duration_seconds"),
    ("helm", "mcp_tool_calls_total"),
    ("helm", "rag_connector_sync_duration_seconds"),
    ("helm", "rag_query_results_count"),
    ("helm", "rag_search_lane_timeout_total"),
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
    ("helm", "llm_cost_total", "billing_mode"),
    ("helm", "llm_request_duration_seconds", "status_code"),
    ("helm", "mcp_tool_call_duration_seconds", "le"),
    ("helm", "rag_query_results_count", "search_type"),
    ("helm", "rag_search_lane_timeout_total", "lane"),
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
                "Application Metrics: How many requests fail?": "missing label",
                "Application Metrics: How much is asked, by answer?": "missing label",
                "Application Metrics: What share fails, and how?": "missing label",
                "Application Metrics: What is refused, and why?": "missing label",
            },
        ),
        (
            without("database_pool_size_limit"),
            # It is how $job finds the web process, too.
            dict.fromkeys(
                (
                    "Application Metrics: Are all processes scraped?",
                    "Application Metrics: What are the pooled connections doing?",
                    "Application Metrics: How full is each process's pool?",
                    "Application Metrics: How many requests fail?",
                    "Application Metrics: How slow is the API?",
                    "Application Metrics: How much is asked, by answer?",
                    "Application Metrics: What is asked most?",
                    "Application Metrics: What share fails, and how?",
                    "Application Metrics: What is refused, and why?",
                    "Application Metrics: How long do requests take?",
                    "Application Metrics: Which routes are slowest?",
                    "Application Metrics: How many requests are under way?",
                    "Application Metrics: What did requests take since the process started?",
                    "GenAI Observability: Who fails to authenticate too often?",
                    "GenAI Observability: How many people use it?",
                    "GenAI Observability: Do more people use it?",
                    "GenAI Observability: Which outside agents run?",
                    "GenAI Observability: How do runs end?",
                    "GenAI Observability: How long does it take to get a run ready?",
                    "GenAI Observability: Do results arrive where they were asked for?",
                    "GenAI Observability: How often do people steer a run?",
                    "GenAI Observability: What share of feedback is good?",
                    "GenAI Observability: When did people complain?",
                    "GenAI Observability: What share of cases passes?",
                    "GenAI Observability: How do cases end?",
                    "GenAI Observability: Do evaluation runs finish?",
                    "GenAI Observability: How long does a case take?",
                    "GenAI Observability: What does the judge say?",
                    "MCP Monitoring: Are servers down?",
                    "MCP Monitoring: Are servers still starting?",
                    "MCP Monitoring: How many servers are in which state?",
                    "MCP Monitoring: When was each server in which state?",
                    "MCP Monitoring: In which state is each server now?",
                    "MCP Monitoring: How much of the time was each server running?",
                    "MCP Monitoring: How often did a server's running begin or end?",
                    "MCP Monitoring: How did the number of servers change?",
                    "Application Metrics: Which sizing tier does the peak need?",
                    "Application Metrics: How far is it to the next tier?",
                ),
                "missing metric",
            ),
        ),
        (
            without("task_queue_stuck_tasks_reset_total"),
            {
                "Application Metrics: Are all processes scraped?": "missing metric",
                "Application Metrics: What was given up, or taken back?": "missing metric",
            },
        ),
        (
            without("nodejs_version_info"),
            {"Application Metrics: Which version of Node.js runs?": "missing metric"},
        ),
        (
            with_label_renamed("task_queue_task_duration_seconds", "le"),
            {
                "Application Metrics: How long do tasks take?": "missing label",
                "RAG & Knowledge Base: How long do tasks take?": "missing label",
            },
        ),
    ],
    ids=["status_code", "the web's anchor", "the worker's anchor", "version", "le"],
)
def test_a_few_are_written_out(mutation: Mutation, expected: dict[str, str]) -> None:
    assert broken(verified("helm", mutation)) == expected


def test_without_the_web_processes_anchor_the_reason_is_the_variable() -> None:
    cases = {called(c): c for c in verified("helm", without("database_pool_size_limit"))}

    slow = cases["Application Metrics: How slow is the API?"]
    assert slow.message == (
        "'http_request_duration_seconds_bucket' is only on targets "
        "that the board's variables do not list"
    )


def test_without_any_anchor_the_variable_itself_is_broken() -> None:
    def neither(estate) -> None:
        without("database_pool_size_limit")(estate)
        without("task_queue_stuck_tasks_reset_total")(estate)

    cases = {called(case): case for case in verified("helm", neither)}

    assert cases["Application Metrics: variable $job"].status == "missing metric"
    assert cases["Application Metrics: variable $instance"].status == "missing metric"
    assert cases["Application Metrics: How much memory do they use?"].status == "missing metric"
    assert cases["Application Metrics: How many connections are open?"].status == "ok"


@pytest.mark.parametrize(
    ("metric", "silent"),
    [
        (
            "audit_write_failures_total",
            {"Application Metrics: Were audit records lost?"},
        ),
        # What was given up is 0 by a constant, and the bar beside it has data.
        ("task_queue_tasks_dead_total", set()),
        ("nodejs_active_requests", set()),
        (
            "http_request_summary_seconds",
            {"Application Metrics: What did requests take since the process started?"},
        ),
        (
            "nodejs_gc_duration_seconds",
            {
                "Application Metrics: How much time goes into garbage collection?",
                "Application Metrics: How long are the pauses?",
            },
        ),
    ],
)
def test_a_metric_that_nothing_was_observed_of_is_no_fault(metric: str, silent: set[str]) -> None:
    cases = verified("helm", without_series(metric))

    assert broken(cases) == {}
    assert {called(case) for case in cases if case.status == "no series yet"} == silent
    for case in cases:
        if case.status == "no series yet":
            assert case.message.endswith("is declared, and nothing was observed yet")
            assert case.hint == "it appears with the first event"


@pytest.mark.parametrize("provider", packs.provider_names())
def test_with_nothing_cut_everything_has_data(provider: str) -> None:
    cases = verified(provider, lambda _: None)

    assert {called(case): case.message for case in cases if case.status != "ok"} == {}
    assert len(cases) > 60
