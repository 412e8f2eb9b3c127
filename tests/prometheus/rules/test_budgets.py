"""Budgets of agents as Astromesh's CostTracker means them: spent >= budget is exceeded.

The unit tests of the group `cost` have the default example; here are budgets that it cannot have.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.rules import default_values, rule_set, to_yaml
from archestra_ops.prometheus.rules.unit_testing import run
from archestra_ops.prometheus.rules.unit_tests import UnitTest
from tests.servers.programs import require

SPENT = "AstromeshBudgetSpent"
COST = 'astromesh_agent_cost_USD_total{cluster="eu",namespace="ai",agent="a",model="m"}'


def fires(budget: str, labels: dict[str, str], amount: str) -> dict[str, object]:
    """What is expected where a day's *budget* of the agent `a` is exceeded by *amount*."""
    own = {"severity": "warning", "agent": "a", "period": "24h", "budget": budget}
    text = f"a spent {amount} US dollars in 24h; its budget is {budget}."
    return {
        "exp_labels": {**labels, **own},
        "exp_annotations": {"summary": "An agent's budget is spent", "description": text},
    }


def failure(budget: str, series: dict[str, str], expected: list[object]) -> str:
    """What promtool has against it that *expected* fires after an hour; empty where it agrees."""
    require("promtool")
    given = f"cost: {{budgets: [{{agent: a, period: 24h, usd: {budget}}}]}}"
    values = default_values("astromesh").with_text(given, "mine.yaml")
    rules = rule_set(packs.platform("astromesh"), packs.provider("helm"), values)
    body = {
        "interval": "10m",
        "input_series": [{"series": name, "values": text} for name, text in series.items()],
        "alert_rule_test": [{"eval_time": "1h", "alertname": SPENT, "exp_alerts": expected}],
    }
    test = UnitTest(
        file="", group="cost", provider="", line=1, name="", expressions=(),
        content={"evaluation_interval": "2m", "tests": [body]},
        fires=frozenset({SPENT}) if expected else frozenset(),
        silent=frozenset() if expected else frozenset({SPENT}),
    )  # fmt: skip
    (verdict,) = run([test], rules, "helm")
    return verdict.failure


EU = {"cluster": "eu", "namespace": "ai"}


@pytest.mark.parametrize(
    ("budget", "series", "expected"),
    [
        pytest.param("0", {}, [fires("0", {}, "0")], id="zero-and-never-used"),
        pytest.param("0", {COST: "0x10"}, [fires("0", EU, "0")], id="zero-and-nothing-spent"),
        pytest.param("0", {COST: "0+1x10"}, [fires("0", EU, "6")], id="zero-and-something-spent"),
        pytest.param("6", {COST: "0+1x10"}, [fires("6", EU, "6")], id="exactly-at-the-limit"),
        pytest.param("6.01", {COST: "0+1x10"}, [], id="just-under-the-limit"),
        pytest.param("5.99", {COST: "0+1x10"}, [fires("5.99", EU, "6")], id="just-over-the-limit"),
        pytest.param("6", {}, [], id="never-used"),
        pytest.param("6", {COST.replace('"a"', '"b"'): "0+100x10"}, [], id="of-another-agent"),
    ],
)
def test_a_budget_is_exceeded_from_its_limit_on(
    budget: str, series: dict[str, str], expected: list[object]
) -> None:
    assert failure(budget, series, expected) == ""


def test_a_wrong_expectation_is_found() -> None:
    assert "BudgetSpent" in failure("6", {COST: "0+1x10"}, [])


def test_without_an_entry_there_is_no_budget_to_exceed() -> None:
    values = default_values("astromesh")
    rules = rule_set(packs.platform("astromesh"), packs.provider("helm"), values)

    assert values.rows("cost.budgets") == ()
    there = {rule.alert or rule.record for group in rules.groups for rule in group.rules}
    assert there.isdisjoint({SPENT, "astromesh:agent_spend:usd", "astromesh:agent_budget:usd"})
    assert (SPENT, "'cost.budgets' is empty") in {(o.rule, o.reason) for o in rules.left_out}


@pytest.mark.parametrize(
    ("platform", "of"),
    [
        ("archestra", "scope: model, name: a"),
        ("astromesh", "agent: a"),
        ("truefoundry", "scope: user, name: a"),
    ],
)
def test_entries_for_the_same_make_each_rule_once(platform: str, of: str, tmp_path: Path) -> None:
    """promtool refuses a file in which one is there twice."""
    require("promtool")
    entries = ", ".join(f"{{{of}, period: 24h, usd: {usd}}}" for usd in (7, 5, 7))
    given = f"cost: {{budgets: [{entries}]}}"
    values = default_values(platform).with_text(given, "mine.yaml")
    rules = rule_set(packs.platform(platform), packs.provider("helm"), values)
    file = tmp_path / "rules.yaml"
    file.write_text(to_yaml(rules.groups), "utf-8")

    assert promtool.run("check", "rules", file).code == 0
    budgets = [
        rule.labels["budget"]
        for group in rules.groups
        for rule in group.rules
        if rule.record and "budget" in rule.labels
    ]
    assert budgets == ["7", "5"]
