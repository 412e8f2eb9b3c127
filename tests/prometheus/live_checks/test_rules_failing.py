from __future__ import annotations

from dataclasses import replace

from archestra_ops.prometheus.live_checks import rules_failing
from archestra_ops.prometheus.rules.model import Rule, RuleGroup
from tests.prometheus.live_checks.made import (
    AIM,
    DOWN,
    GROUPS,
    URL,
    group,
    loaded,
    seen,
    told,
)


def test_one_that_cannot_be_evaluated_and_one_that_takes_too_long() -> None:
    error = "many-to-many matching not allowed"
    groups = (
        group("archestra-up", loaded(DOWN, health="err", error=error), took=61.0),
        group("theirs", loaded(DOWN, health="err", error=error), took=61.0),
    )

    alert = Rule(alert="GateRuleEvaluationFailing", expr="up")
    aim = replace(AIM, groups=(*GROUPS, RuleGroup(name="archestra-meta", rules=(alert,))))

    assert told(rules_failing, seen(groups=groups, aim=aim)) == [
        (
            "error",
            URL,
            "'WebDown' of 'archestra-up' cannot be evaluated: many-to-many matching not allowed",
            "the runbook of 'GateRuleEvaluationFailing' has the usual reasons",
        ),
        (
            "warning",
            URL,
            "'archestra-up' takes 61.0 s to evaluate, longer than its interval of 1m",
            "is the server overloaded? the value `selector` makes rules look at fewer series",
        ),
    ]


def test_without_an_alert_on_that_no_runbook_is_named() -> None:
    groups = (group("archestra-up", loaded(DOWN, health="err", error="no")),)

    ((_, _, _, hint),) = told(rules_failing, seen(groups=groups))

    assert hint == ""
