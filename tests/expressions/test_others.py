from __future__ import annotations

import pytest

from archestra_ops import expressions
from archestra_ops.expressions import others
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from tests.expressions.finding import KNOWN


def judged(expr: str) -> list[str]:
    rules = others.rules_for_others(expressions.RULES)
    return [rule for rule, _ in expressions.judge(expr, others.catalogue_for_others(KNOWN), rules)]


@pytest.mark.parametrize(
    "name", ["llm_token_total", "mcp_tools", "task_queue_x", "pg_replication_x", "rag_x_total"]
)
def test_what_is_called_like_ours_is_judged(name) -> None:
    assert judged(name) == ["unknown-metric"]


@pytest.mark.parametrize("name", ["frobnicated_total", "http_x", "pg_settings_x", "agent_x", "a:b"])
def test_what_may_be_anybodys_is_not(name) -> None:
    assert judged(name) == []


def test_labels_that_scrapes_add_are_known() -> None:
    assert judged('up{container="x",server="y",pod="z"}') == []
    assert judged('up{containers="x"}') == ["unknown-label"]


def test_without_the_rule_for_names_nothing_is_changed() -> None:
    rules = {"same-sides": expressions.RULES["same-sides"]}

    assert others.rules_for_others(rules) is rules


def test_a_label_is_said_to_be_somebodys_perhaps() -> None:
    add = "say --agent-label or --label for one that your agents or your scrape add"

    assert others.advice("unknown-label", Wrong("x", "one of: a, b")) == add
    assert (
        others.advice("unknown-label", Wrong("x", "did you mean 'a'?"))
        == f"did you mean 'a'?; {add}"
    )
    assert others.advice("raw-counter", Wrong("x", "y")) == "y"


@pytest.mark.parametrize(
    "expr",
    [
        'kubelet_volume_stats_capacity_bytes{metrics_path="/metrics"}',
        'ALERTS{team="db",service="b"}',
        'sum by (env) (up{env="prod",app_kubernetes_io_name="x"})',
        'scrape_samples_scraped{team="x"}',
        'process_open_fds{app="x"}',
        'pg_up{env="prod"}',
        'pg_stat_database_numbackends{env="prod"}',
        'rate(http_request_duration_seconds_bucket{job="api",handler="/"}[5m])',
        "sum by (handler) (rate(http_request_duration_seconds_count[5m]))",
        'rate(http_request_duration_seconds_count{job=~".+",handler="/"}[5m])',
    ],
)
def test_a_scrape_may_add_any_label_to_what_is_anybodys(expr) -> None:
    assert judged(expr) == []


@pytest.mark.parametrize(
    ("expr", "severity"),
    [
        ('up{instanze="x"}', Severity.INFO),
        ('ALERTS{alertstat="firing"}', Severity.INFO),
        ('rate(llm_tokens_total{env="prod"}[5m])', Severity.ERROR),
        ('http_request_summary_seconds{job="archestra-web",handler="/"}', Severity.ERROR),
        ('http_request_summary_seconds{job=~"archestra-.*",handler="/"}', Severity.ERROR),
        ('pg_locks_count{granted="f"}', Severity.ERROR),
        ('pg_stat_database_numbackends{datnam="x"}', Severity.ERROR),
    ],
)  # fmt: skip
def test_a_slip_is_remarked_and_a_label_that_ours_lacks_is_wrong(expr, severity) -> None:
    rules = others.rules_for_others({"unknown-label": expressions.RULES["unknown-label"]})
    ((rule, wrong),) = expressions.judge(expr, others.catalogue_for_others(KNOWN), rules)

    assert expressions.severity(rule, wrong) is severity


def test_each_label_is_named_once() -> None:
    assert judged('rate(llm_cost_total{x="1"}[5m]) / rate(llm_cost_total{x="2"}[5m])') == [
        "unknown-label"
    ]
