from __future__ import annotations

from archestra_ops.cli.left_out import lines
from archestra_ops.prometheus.rules import LeftOut


def left(rule: str, reason: str) -> LeftOut:
    return LeftOut(rule=rule, group="g", reason=reason)


def test_there_is_a_line_for_each_reason() -> None:
    given = [
        left("x:budget:usd", "'cost.budgets' is empty"),
        left("One", "'probe.enabled' is false"),
        left("Two", "'cost.budgets' is empty"),
        left("Three", "'cost.budgets' is empty"),
        left("x:cpu:ratio", "helm has no cpu"),
        left("x:cpu:mean", "helm has no cpu"),
    ]

    assert list(lines(given)) == [
        "left out, 'cost.budgets' is empty: 2 alerts, 1 recording",
        "left out, 'probe.enabled' is false: One",
        "left out, helm has no cpu: 2 recordings",
    ]


def test_a_long_reason_goes_on_below() -> None:
    assert list(lines([left("One", "its tier needs " + "x" * 70)])) == [
        "left out, its tier needs",
        "  " + "x" * 70 + ": One",
    ]
