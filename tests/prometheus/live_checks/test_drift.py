from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.prometheus.live_checks.drift import Change, drift, is_of, normal
from archestra_ops.prometheus.rules.model import RuleGroup
from tests.prometheus.live_checks.made import BUDGET, DOWN, GROUPS, SLOW, group, loaded

ALL = (group("archestra-up", loaded(DOWN)), group("archestra-llm", loaded(SLOW), loaded(BUDGET)))


def test_none_at_all() -> None:
    assert drift(GROUPS, (*ALL, group("theirs", loaded(DOWN))), "archestra-").is_none


def test_a_group_that_was_cut_into_several() -> None:
    pieces = (
        group("archestra-up", loaded(DOWN)),
        group("archestra-llm", loaded(SLOW)),
        group("archestra-llm-2", loaded(BUDGET)),
    )

    assert drift(GROUPS, pieces, "archestra-").is_none
    assert [is_of(name, ["a"]) for name in ("a", "a-2", "a-b", "a-", "b-2")] == [
        "a", "a", "", "", "",
    ]  # fmt: skip


def test_missing_extra_changed_and_twice() -> None:
    found = drift(
        GROUPS,
        (
            group("archestra-up", loaded(DOWN, hold=60.0), loaded(SLOW, name="Mine")),
            group("archestra-llm", loaded(SLOW), loaded(SLOW)),
        ),
        "archestra-",
    )

    assert found.missing == {"archestra-llm": ["archestra:budget"]}
    assert found.extra == {"archestra-up": ["Mine"]}
    assert found.changed == (
        Change(group="archestra-up", rule="WebDown", what=("'for' 1m instead of 5m",)),
    )
    assert found.twice == {"archestra-llm": ["Slow"]}


def test_rules_of_one_name_are_told_apart() -> None:
    quick, slow = (replace(DOWN, labels={"tier": tier}) for tier in ("quick", "slow"))
    both = [RuleGroup(name="archestra-up", rules=(quick, slow))]

    found = drift(both, [group("archestra-up", loaded(slow))], "archestra-")

    assert found.missing == {"archestra-up": ["WebDown"]}
    assert found.changed == ()


@pytest.mark.parametrize(
    ("wanted", "printed"),
    [
        ("sum(rate(x{b='1', a=\"2\"}[60m])) by (job) > 1e3", None),
        ("a and on () b", "a and on() b"),
        ("sum_over_time(x[24h:5m] offset 90s)", "sum_over_time(x[1d:5m] offset 1m30s)"),
    ],
)
def test_an_expression_is_the_same_however_it_is_written(wanted, printed) -> None:
    printed = printed or 'sum by (job) (rate(x{a="2",b="1"}[1h])) > 1000'

    assert normal(wanted) == normal(printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('x{a=~"a\\\\.b"}', 'x{a=~"a.b"}'),
        ("rate(x[1500ms])", "rate(x[1s])"),
        ("x > 1", "x > 2"),
        ("x > 1", "x >= 1"),
        ("a - (b - c)", "a - b - c"),
        ("no promql [", "no  promql ("),
    ],
)
def test_what_is_not_the_same(one, other) -> None:
    assert normal(one) != normal(other)


def test_what_is_no_promql_is_compared_by_its_words() -> None:
    assert normal("keep_last_value(  x, {") == normal("keep_last_value( x, {")


def test_another_kind_of_rule_and_keep_firing_for() -> None:
    down = replace(DOWN, keep_firing_for="10m")
    found = drift(
        [RuleGroup(name="archestra-up", rules=(down,))],
        [group("archestra-up", loaded(down, is_alert=False))],
        "archestra-",
    )

    assert found.changed[0].what == (
        "it records a series",
        "'keep_firing_for' 0s instead of 10m",
    )
