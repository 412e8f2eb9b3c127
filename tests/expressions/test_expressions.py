from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import expressions, packs, promql
from archestra_ops.expressions import RULES, SYNTAX, WARNINGS, judge, severity
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.packs.configure import configure
from tests.expressions.finding import KNOWN, MOVING


def judged(expr: str) -> list[str]:
    return [rule for rule, _ in judge(expr, KNOWN)]


def test_every_file_is_a_rule() -> None:
    files = {path.stem for path in Path(expressions.__file__).parent.glob("*.py")}

    assert {name.replace("-", "_") for name in RULES} == files - {
        "__init__",
        "measured",
        "others",
        "suspicion",
        "unanswered",
        "wrong",
    }
    assert {name: find.__module__ for name, find in RULES.items()} == {
        name: f"archestra_ops.expressions.{name.replace('-', '_')}" for name in RULES
    }


def test_every_rule_has_its_test() -> None:
    tests = {path.stem for path in Path(__file__).parent.glob("test_*.py")}

    assert {f"test_{name.replace('-', '_')}" for name in RULES} <= tests


@pytest.mark.parametrize(
    ("expr", "rule"),
    [
        ("frobnicated", "unknown-metric"),
        ('up{x="1"}', "unknown-label"),
        ('rate(mcp_tool_calls_total{status="failed"}[5m])', "impossible-value"),
        ('up{job="a",job="b"}', "contradictory-matchers"),
        ("count(up == 1) == 0", "impossible-comparison"),
        ("quantile(95, up)", "impossible-quantile"),
        ("llm_tokens_total", "raw-counter"),
        ("rate(up[5m])", "rate-on-gauge"),
        ("histogram_quantile(0.9, sum(rate(llm_token_usage_bucket[5m])))", "quantile-without-le"),
        ("runners_active", "legacy-metric"),
        ("sum by (profile_id) (rate(llm_tokens_total[5m]))", "legacy-label"),
        ('rate(llm_token_usage_bucket{le="64"}[5m])', "whole-bound"),
        ("count(mcp_server_deployment_status)", "repeated-gauge"),
        ("up / up", "same-sides"),
        ('up{job="a"} / up', "always-one"),
        ("changes(up[20s])", "short-window"),
        ("changes(up[30d])", "long-window"),
        ('up{job=~"a*"}', "odd-regex"),
        ('up{job=~"^a.+"}', "needless-regex"),
        ("sum(up) / up", "unmatched-sides"),
        ("up / (up{job!='a'} + 1)", "padded-denominator"),
        (
            (
                "histogram_quantile(0.9, rate(llm_token_usage_bucket[5m]))"
                " * rate(llm_token_usage_count[5m])"
            ),
            "quantile-times-rate",
        ),
    ],
)
def test_each_rule_says_so(expr, rule) -> None:
    assert judged(expr) == [rule]


def test_rules_come_in_their_order_whatever_the_expressions() -> None:
    expr = (
        "histogram_quantile(0.9, sum(rate(llm_token_usage_bucket[5m]))) + rate(up[5m])"
        ' + llm_tokens_total + mcp_tool_calls_total{status="failed"} + up{x="1"} + frobnicated'
        " + up / (up + 1) + sum(up) / up + up / up + sum(agent_runtime_health_tasks)"
        ' + rate(llm_token_usage_bucket{le="1"}[5m]) + runners_active + pg_up{profile_id="1"}'
        ' + llm_cost_total{profile_id="1"}'
        " + histogram_quantile(0.9, rate(llm_token_usage_bucket[5m])) * rate(llm_cost_total[5m])"
        ' + up{job="a"} / up + changes(up[20s]) + changes(up{job=~"^a*"}[30d])'
        ' + quantile(95, up{job="a",job="b"} > 2)'
    )

    wide = "histogram_quantile(0.5, rate(wide_bucket[5m]))"
    found = [
        rule for rule, _ in judge(f"{expr} + rate(new_total[5m]) + rate(old[5m]) + {wide}", MOVING)
    ]

    assert list(dict.fromkeys(found)) == list(RULES)


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        ('sum(frobnicated{x="1"}', "'sum(frobnicated{x=\"1\"}'"),
        ("rate(up)", "'rate(up)'"),
        ("up + " * 300 + "frobnicated", "has more than 200 operators"),
        ("(" * 300 + "frobnicated" + ")" * 300, "'((("),
        ("", ""),
    ],
)
def test_what_cannot_be_read_has_nothing_else_wrong(expr, message) -> None:
    ((rule, wrong),) = judge(expr, KNOWN)

    assert rule == SYNTAX
    assert message in wrong.message


def test_the_same_sentence_is_said_once() -> None:
    assert judged("runners_active + runners_active") == ["legacy-metric"]
    assert judged("up / up + up / up") == ["same-sides"]


def test_only_rules_are_warnings() -> None:
    assert RULES.keys() > WARNINGS
    assert {rule for rule in RULES if severity(rule) < Severity.ERROR} == WARNINGS
    assert severity("needless-regex") is Severity.INFO


def test_a_good_expression_has_nothing_wrong() -> None:
    assert judged("sum by (model) (rate(llm_tokens_total[5m]))") == []


CONFIGURED = [
    *((name, {}) for name in packs.provider_names()),
    ("cloudsql", {"delta_mode": "counter", "max_connections": "200"}),
    ("azure", {"name_template": "{name}"}),
    ("azure", {"name_template": "pg_{metric}_{aggregation}"}),
]


@pytest.mark.parametrize(("name", "options"), CONFIGURED, ids=str)
def test_signals_of_the_packs_have_nothing_wrong(name, options) -> None:
    provider = configure(packs.provider(name), options)
    known = catalogue(provider)

    for signal, binding in provider.signals.items():
        # A window is a variable in the pack; no rule looks at its length.
        expr = promql.interpolate(binding.expr, {"window": "5m"})
        assert list(judge(expr, known)) == [], signal
        assert list(judge(binding.expr, known)) == [], signal
    assert provider.signals
