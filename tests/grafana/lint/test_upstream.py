"""Mistakes that published dashboards of the platform have, in a small one of our own words.

Each panel has one, and its number in our notes of them.
"""

from __future__ import annotations

import json

import pytest

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.lint import OPT_IN, documentation, lint
from tests.grafana.lint.boards import (
    CHOICE,
    OTHERS,
    Json,
    board,
    panel,
    query,
    variable,
    with_steps,
)

PROVIDER = 'provider=~"$provider",source=~"$source"'
P50 = "histogram_quantile(0.5, sum by (le) (rate(llm_request_duration_seconds_bucket[5h])))"
BETWEEN = (
    '(sum(rate(llm_token_usage_bucket{le="16"}[5h]))'
    ' - sum(rate(llm_token_usage_bucket{le="4"}[5h])))'
)


def calls(more: str = "") -> str:
    return f"llm_request_duration_seconds_count{{{more}{PROVIDER}}}"


def total(expr: str, title: str, **settings: object) -> Json:
    return panel(query(expr, instant=True), title=title, type="stat", **settings)


def thresholds(title: str, expr: str, *steps: tuple[str, float | None], **settings: object) -> Json:
    made = with_steps(*steps, title=title, type="gauge", **settings)
    return made | {"targets": [query(expr, instant=True)]}


PANELS = [
    panel(f"sum(rate({calls()}[$__rate_interval]))", title="1: Request Success Rate"),
    total("sum(mcp_tool_calls_total)", "2: all calls"),
    panel(
        query(f"increase(llm_cost_total{{{PROVIDER}}}[1h])", legendFormat="{{provider}}"),
        title="3: cost by provider",
    ),
    total(f"{P50} * on () {BETWEEN}", "4: latency by tokens", unit="s"),
    total(
        "histogram_quantile(0.95, sum by (le, token_count_group) "
        f"(increase(llm_request_duration_seconds_bucket{{{PROVIDER}}}[$__range])))",
        "5: time by token count",
        unit="s",
    ),
    panel(
        'sum by (agent_name) (sum_over_time(increase(llm_cost_total{agent_name!=""}[1m])'
        "[$__range:1m]))",
        title="6: running cost",
        unit="currencyUSD",
    ),
    total("sum(increase(agent_executions_total[$__range]))", "6: executions"),
    thresholds(
        "10: Tool Success Rate",
        '100 - 100 * sum(increase(mcp_tool_calls_total{status="error"}[$__range]))'
        " / (sum(increase(mcp_tool_calls_total[$__range])) + 1)",
        *(("green", 0), ("yellow", 50), ("red", 80)),
        unit="percent",
    ),
    total('count(mcp_server_deployment_status{state="running"} == 1)', "11: running servers"),
    panel(
        "sum(rate(mcp_tool_calls_total[$__rate_interval]))", title="12: by server", unit="", id=1
    ),
    thresholds(
        "14: processor",
        "max(rate(process_cpu_seconds_total[$__rate_interval]))",
        *(("green", None), ("red", 80)),
        unit="percentunit",
    ),
    panel(query("task_queue_active_tasks", legendFormat="{{task_type}}"), title="14: active tasks"),
    panel(
        "sum by (status) (increase(rag_embedding_batches_total[$__rate_interval]))",
        title="15: batches by status",
        unit="reqps",
    ),
    panel(
        query(
            'sum by (datname) (postgresql_backends{datname!~"template.*"})',
            legendFormat="{{datname}}",
        ),
        title="16: otel connections",
    ),
    total("sum(stackdriver_cloudsql_database_postgresql_num_backends)", "16: cloudsql connections"),
    panel("rate(azure_xact_commit_total[$__rate_interval])", title="16: azure commits", unit="cps"),
    panel("", title="16: locks (N/A)"),
]
VARIABLES = (
    CHOICE | {"current": {"text": "acme", "value": "grafanacloud-acme-prom"}},
    variable("provider", "label_values(llm_tokens_total, provider)"),
    {"name": "source", "type": "custom", "query": "API : api,Chat : chat,Email : email"},
)
THEIRS = board(*PANELS) | {"templating": {"list": list(VARIABLES)}}

FOUND = {
    "1: Request Success Rate": {"unfiltered-status"},
    "2: all calls": {"raw-counter"},
    "3: cost by provider": {"ambiguous-legend"},
    "4: latency by tokens": {"quantile-times-rate", "whole-bound", "ignored-variable"},
    "5: time by token count": {"unknown-label"},
    "6: running cost": {"fixed-window", "range-in-trend", "ignored-variable"},
    "6: executions": {"legacy-metric"},
    "variable $source": {"incomplete-list"},  # 8
    "10: Tool Success Rate": {"inverted-thresholds", "padded-denominator"},
    "11: running servers": {"repeated-gauge"},
    "12: by server": {"no-unit", "duplicate-id"},
    "14: processor": {"default-thresholds", "ratio-thresholds"},
    "14: active tasks": {"ambiguous-legend"},
    "15: batches by status": {"increase-unit"},
    "16: otel connections": {"unknown-label"},
    "16: cloudsql connections": {"legacy-metric"},
    "16: azure commits": {"legacy-metric"},
    "16: locks (N/A)": {"no-query"},
    "variable $datasource": {"stored-datasource"},  # 18
}


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    """What all rules that are not opted into say of it."""
    rules = frozenset(documentation()) - OPT_IN
    return lint(json.dumps(THEIRS, indent=2), name="theirs.json", scope=OTHERS, rules=rules)


def test_each_mistake_is_found_and_nothing_else(findings) -> None:
    found: dict[str, set[str]] = {}
    for finding in findings:
        found.setdefault(finding.part, set()).add(finding.check)

    assert found == FOUND


def test_they_are_a_dozen_and_more() -> None:
    numbers = {part.partition(":")[0] for part in FOUND if part[0].isdigit()}

    assert len(numbers | {"8", "18"}) >= 12


@pytest.mark.parametrize(
    ("part", "message", "hint"),
    [
        (
            "1: Request Success Rate",
            "its title speaks of success or failure, but no query asks for 'status_code'",
            "filter by 'status_code', group by it, or call it what it is: all of them",
        ),
        (
            "2: all calls",
            "counter 'mcp_tool_calls_total' is read as it is",
            "take its rate() or increase()",
        ),
        (
            "5: time by token count",
            "'llm_request_duration_seconds_bucket' has no label 'token_count_group'",
            "say --agent-label or --label for one that your agents or your scrape add",
        ),
        (
            "6: executions",
            "'agent_executions_total' is the name of older releases",
            "it is 'agent_runs_total'",
        ),
        (
            "11: running servers",
            "count() of 'mcp_server_deployment_status' counts every replica's copy of it",
            "take the max of the replicas first: max by (…)",
        ),
        (
            "16: azure commits",
            "no metric is called 'azure_xact_commit_total'",
            (
                "it is 'azure_microsoft_dbforpostgresql_flexibleservers_xact_commit_total_count', "
                "the count of one interval: average it, it has no rate"
            ),
        ),
    ],
)
def test_it_is_said_what_is_wrong_and_what_to_do(findings, part, message, hint) -> None:
    assert [(one.message, one.hint) for one in findings if one.part == part] == [(message, hint)]


def test_each_is_at_its_line(findings) -> None:
    lines = json.dumps(THEIRS, indent=2).splitlines()
    raw = next(one for one in findings if one.check == "raw-counter")

    assert lines[raw.line - 1].strip() == '"expr": "sum(mcp_tool_calls_total)",'
    assert (raw.severity, raw.subject) == (Severity.ERROR, "theirs.json")
