"""Rules made up by tests, drilled on the platform that ships with scenarios of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from archestra_ops import packs
from archestra_ops.packs.scenario import Change, Scenario
from archestra_ops.prometheus.rules.model import (
    Definition,
    LeftOut,
    Rule,
    RuleGroup,
    RuleSet,
)
from archestra_ops.verify.drill.run import Course

SLOW = "nodejs_eventloop_lag_p99_seconds"
SCENARIOS = {
    "lag": (Change(metric=SLOW, level=2.0),),
    "creeps": (Change(metric=SLOW, grows=0.002),),
    "gone": (Change(process="worker", condition="down"),),
    "one-gone": (Change(process="worker", replica=2, condition="down"),),
}
PLATFORM = replace(
    packs.platform("archestra"),
    scenarios={name: Scenario(help=name, changes=found) for name, found in SCENARIOS.items()},
)


def course(*rules: Rule, left_out: Mapping[str, str] | None = None, **fields: object) -> Course:
    """The course of these rules; *fields* are those of every alert's definition."""
    told = {"scenario": "lag", "severity": "warning"} | fields
    names = [rule.alert for rule in rules if rule.alert] + list(left_out or {})
    definitions = {
        name: Definition(file="t.yaml", line=1, group="t", expr="", alert=name, **told)
        for name in names
    }
    found = RuleSet(
        groups=(RuleGroup(name="t", rules=rules),),
        left_out=tuple(
            LeftOut(rule=rule, group="t", reason=reason)
            for rule, reason in (left_out or {}).items()
        ),
        definitions=definitions,
    )
    return Course(platform=PLATFORM, provider=packs.provider("helm"), rules=found)


def alert(expr: str, name: str = "A", **fields: object) -> Rule:
    """A rule that raises an alert."""
    return Rule(alert=name, expr=expr, **{"hold": "2m", "labels": {"severity": "warning"}} | fields)
