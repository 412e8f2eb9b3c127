"""The platform's pack against pages that its client library printed, and its documentation."""

from __future__ import annotations

import math

import pytest

from archestra_ops import packs
from tests.packs.pages import Family, open_metrics_page

PAGES = {
    "web": open_metrics_page("archestra_web.openmetrics.txt"),
    "worker": open_metrics_page("archestra_worker.openmetrics.txt"),
}
# In the documentation of October 2026, or gone since, but not on the pages.
NOT_ON_A_PAGE = {
    "web": {
        "agent_executions_total": "renamed to agent_runs_total before the pages were made",
        "eval_case_duration_seconds": "documented after the pages were made",
        "eval_case_results_total": "documented after the pages were made",
        "eval_judge_calls_total": "documented after the pages were made",
        "eval_runs_total": "documented after the pages were made",
        "llm_proxy_auth_rate_limited_total": "documented after the pages were made",
    },
    "worker": {},
}
BOUNDS_ARE_OURS = {"llm_time_to_first_byte_seconds": "no source tells them"}

# The metric tables of the platform's documentation, in its order.
DOCUMENTED = [
    "llm_request_duration_seconds",
    "llm_tokens_total",
    "llm_cost_total",
    "llm_blocked_tools_total",
    "llm_time_to_first_token_seconds",
    "llm_tokens_per_second",
    "mcp_tool_calls_total",
    "mcp_tool_call_duration_seconds",
    "mcp_server_deployment_status",
    "rag_connector_syncs_total",
    "rag_connector_sync_duration_seconds",
    "rag_documents_processed_total",
    "rag_documents_ingested_total",
    "rag_chunks_created_total",
    "rag_embedding_batches_total",
    "rag_embedding_documents_total",
    "rag_queries_total",
    "rag_query_duration_seconds",
    "rag_query_results_count",
    "task_queue_tasks_enqueued_total",
    "task_queue_tasks_completed_total",
    "task_queue_tasks_failed_total",
    "task_queue_tasks_dead_total",
    "task_queue_task_duration_seconds",
    "task_queue_active_tasks",
    "task_queue_stuck_tasks_reset_total",
    "http_request_duration_seconds",
    "http_request_summary_seconds",
    "process_cpu_user_seconds_total",
    "process_resident_memory_bytes",
    "nodejs_eventloop_lag_seconds",
    "nodejs_heap_size_used_bytes",
    "nodejs_gc_duration_seconds",
]
# Those that only the first documentation has; all are still exposed.
DOCUMENTED_EARLIER = [
    "process_cpu_system_seconds_total",
    "process_start_time_seconds",
    "nodejs_heap_size_total_bytes",
    "nodejs_external_memory_bytes",
    "nodejs_active_requests_total",
    "nodejs_active_handles_total",
    "nodejs_version_info",
]


@pytest.fixture
def archestra():
    return packs.platform("archestra")


def on(process: str, archestra):
    """Pairs of a metric of the pack and what the process's page has of it."""
    page = PAGES[process]
    return [(metric, page[name]) for name, metric in archestra.metrics.items() if name in page]


@pytest.mark.parametrize("process", PAGES)
def test_catalogue_is_what_the_process_exposes(archestra, process):
    ours = {name for name, metric in archestra.metrics.items() if process in metric.processes}

    assert ours - PAGES[process].keys() == NOT_ON_A_PAGE[process].keys()
    assert PAGES[process].keys() <= ours


@pytest.mark.parametrize("process", PAGES)
def test_types_are_the_pages(archestra, process):
    differ = [m.name for m, family in on(process, archestra) if m.type != family.type]

    assert differ == []


@pytest.mark.parametrize("process", PAGES)
def test_labels_are_the_pages(archestra, process):
    for metric, family in on(process, archestra):
        for sample, labels in family.labels.items():
            assert labels == {metric.labels_of(sample)}, sample


@pytest.mark.parametrize("process", PAGES)
def test_bounds_and_quantiles_are_the_pages(archestra, process):
    for metric, family in on(process, archestra):
        if metric.name not in BOUNDS_ARE_OURS and family.bounds:
            assert {*(metric.buckets or ()), math.inf} == family.bounds, metric.name
        assert set(metric.quantiles or ()) == family.quantiles, metric.name


def test_documented_metrics_are_those_of_the_documentation(archestra):
    documented = {name for name, metric in archestra.metrics.items() if metric.documented}

    assert documented == {*DOCUMENTED, *DOCUMENTED_EARLIER}


def test_name_that_is_documented_no_longer_is_known_as_what_it_was(archestra):
    assert archestra.legacy.metrics["llm_blocked_tool_total"] == "llm_blocked_tools_total"


def test_a_page_is_compared_by_the_label_names_of_every_sample():
    family = PAGES["web"]["llm_active_users"]

    assert family == Family("gauge", {"llm_active_users": {frozenset({"window"})}})
