from __future__ import annotations

import pytest

from archestra_ops.prometheus.rules import Rule, RuleGroup
from archestra_ops.prometheus.rules.subset import subset

BASE = Rule(record="a:base:sum", expr="sum(x)")
MIDDLE = Rule(record="a:middle:sum", expr="a:base:sum * 2", labels={"slo": "api"})
OTHER = Rule(record="a:middle:sum", expr="sum(y)", labels={"slo": "llm"})
FIRES = Rule(alert="Fires", expr='a:middle:sum{slo="api"} > 1')
BOTH = Rule(alert="Both", expr='a:middle:sum{slo=~".+"} > 1')
GROUPS = (
    RuleGroup(name="records", interval="1m", rules=(BASE, MIDDLE, OTHER)),
    RuleGroup(name="alerts", rules=(FIRES, BOTH)),
)


@pytest.mark.parametrize(
    ("names", "expressions", "rules"),
    [
        ([], [], []),
        (["Fires"], [], [BASE, MIDDLE, FIRES]),
        (["Both"], [], [BASE, MIDDLE, OTHER, BOTH]),
        (["a:middle:sum"], [], [BASE, MIDDLE, OTHER]),
        ([], ['a:middle:sum{slo="llm"} + Fires'], [OTHER]),
        (["Unknown"], ["x"], []),
    ],
)
def test_only_what_is_needed_is_kept(names, expressions, rules) -> None:
    kept = subset(GROUPS, names, expressions)

    assert [rule for group in kept for rule in group.rules] == rules
    assert all(group.rules for group in kept)


def test_groups_keep_their_name_and_interval() -> None:
    assert [(group.name, group.interval) for group in subset(GROUPS, ["Fires"])] == [
        ("records", "1m"),
        ("alerts", ""),
    ]
