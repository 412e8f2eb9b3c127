from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.findings import Severity
from archestra_ops.grafana.lint.expression import find
from tests.grafana.lint.boards import OTHERS, board, of, panel, query, variable

OURS = replace(OTHERS, ours=True)


def told(json, scope=OTHERS) -> list[tuple[str, str, str]]:
    """Rules, parts and messages."""
    return [(rule, one.spot.part, one.message) for rule, one in find(of(json), scope)]


def test_a_query_that_is_no_promql_is_said_and_nothing_more() -> None:
    ((rule, problem),) = find(of(board(panel("sum(llm_tokens_total"))), OTHERS)

    assert (rule, problem.severity) == ("syntax", Severity.ERROR)
    assert problem.message == "expression 'sum(llm_tokens_total' ends where ')' should follow"
    assert problem.hint == "look just after 'sum(llm_tokens_total'"


def test_what_is_only_bad_is_a_warning() -> None:
    wrong = board(panel("sum(rate(a_total[5m])) / (sum(rate(b_total[5m])) + 1)"))
    ((rule, problem),) = find(of(wrong), OTHERS)

    assert (rule, problem.severity) == ("padded-denominator", Severity.WARNING)


@pytest.mark.parametrize(
    "name",
    [
        "llm_calls_total",
        "mcp_tools",
        "rag_x",
        "task_queue_depth",
        "agent_runs_sum",
        "postgresql_backend",
        "pg_stat_database_xact_commits",
        "pg_replication_lag_bytes_x",
        "stackdriver_cloudsql_database_cpu_utilization",
    ],
)
def test_of_others_only_what_is_called_like_a_pack_is_judged(name) -> None:
    assert told(board(panel(name))) == [
        ("unknown-metric", "Is it well?", f"no metric is called '{name}'")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "http_requests_total",
        "agent_build_info",
        "pg_settings_work_mem_bytes",
        "pg_my_own_query",
        "stackdriver_gce_instance_compute_googleapis_com_instance_cpu_utilization",
        "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_mysql_queries",
        "azure_microsoft_web_sites_requests_total_count",
        "llm:calls:rate5m",
    ],
)
def test_what_is_anybodys_is_not(name) -> None:
    assert told(board(panel(name))) == []
    assert name.count(":") or told(board(panel(name)), OURS) == [
        ("unknown-metric", "Is it well?", f"no metric is called '{name}'")
    ]


def test_a_former_name_is_said_once() -> None:
    assert told(board(panel("sum(runners_active)"))) == [
        ("legacy-metric", "Is it well?", "no metric is called 'runners_active'")
    ]
    former = board(panel("sum(pg_replication_lag)"))
    assert [rule for rule, _, _ in told(former)] == ["legacy-metric"]


def test_of_others_a_label_may_come_from_their_scrape() -> None:
    wrong = of(board(panel("sum by (modle, container) (rate(llm_tokens_total[5m]))")))
    ((_, others),) = find(wrong, OTHERS)
    ((_, ours),) = find(wrong, OURS)

    advice = "say --agent-label or --label for one that your agents or your scrape add"
    assert others.hint == f"did you mean 'model'?; {advice}"
    assert ours.hint == "did you mean 'model'?"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            "label_values(llm_tokens_total, modle)",
            [("unknown-label", "'llm_tokens_total' has no label 'modle'")],
        ),
        (
            'label_values(mcp_tool_calls_total{status="failed"}, tool_name)',
            [("impossible-value", "no 'mcp_tool_calls_total' has status=\"failed\"")],
        ),
        ("label_values(llm_blocked_tool_total, model)", "legacy-metric"),
        ("label_values(up{job=, job)", "syntax"),
        ("query_result(llm_tokens_total)", "raw-counter"),
        ("label_values(llm_tokens_total, model)", []),
        ('label_values({__name__=~"a|b",job=~"$job"}, instance)', []),
        ("label_values(mcp_server_deployment_status, server_name)", []),
        ("label_values(job)", []),
        ("metrics(llm_.*)", []),
        ("anything", []),
    ],
)
def test_what_variables_ask_is_judged_too(asked, found) -> None:
    said = told(board(variables=(variable("v", asked),)))

    if isinstance(found, str):
        assert [rule for rule, _, _ in said] == [found]
    else:
        assert said == [(rule, "variable $v", message) for rule, message in found]


def test_other_datasources_speak_other_languages() -> None:
    loki = {"type": "loki", "uid": "${loki}"}
    json = board(
        panel(query("{app='a'} | json", datasource=loki)),
        variables=(variable("app", "label_values({a=}, app)", datasource=loki),),
    )

    assert told(json) == []


def test_a_label_that_a_scrape_adds_to_what_is_anybodys_is_fine() -> None:
    listed = (
        variable("env", "label_values(up, env)"),
        variable("x", "label_values(llm_cost_total, x)"),
    )

    assert told(board(panel('sum by (env) (up{env="$env"})'), variables=listed)) == [
        ("unknown-label", "variable $x", "'llm_cost_total' has no label 'x'")
    ]


def test_what_may_be_right_is_said_more_softly() -> None:
    ((rule, problem),) = find(of(board(panel("pg_replication_lag"))), OTHERS)

    assert (rule, problem.severity) == ("legacy-metric", Severity.WARNING)
