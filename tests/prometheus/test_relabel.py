from __future__ import annotations

import re

import pytest

from archestra_ops.prometheus.relabel import Rule, relabel, value_of

LABELS = {"a": "one", "b": "Two", "__c": "x:1"}


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        (Rule(source_labels=["a"], target_label="d"), {**LABELS, "d": "one"}),
        (Rule(target_label="d", replacement="x$$y"), {**LABELS, "d": "x$y"}),
        (
            Rule(source_labels=["a", "b"], regex="(.)(.*);(?P<w>.*)", target_label="d",
                 replacement="${1}_$w-$9"),
            {**LABELS, "d": "o_Two-"},
        ),
        (Rule(source_labels=["a"], regex="(o)ne", target_label="${1}x"), {**LABELS, "ox": "o"}),
        (Rule(source_labels=["a"], regex="on", target_label="d"), LABELS),
        (Rule(source_labels=["none"], target_label="a"), {"b": "Two", "__c": "x:1"}),
        (Rule(source_labels=["a"], regex="o.*", action="keep"), LABELS),
        (Rule(source_labels=["a"], regex="n", action="keep"), None),
        (Rule(source_labels=["a"], regex="one", action="drop"), None),
        (Rule(source_labels=["a"], regex="n", action="DROP"), LABELS),
        (Rule(source_labels=["a"], target_label="b", action="keepequal"), None),
        (Rule(source_labels=["a"], target_label="a", action="keepequal"), LABELS),
        (Rule(source_labels=["a"], target_label="a", action="dropequal"), None),
        (Rule(source_labels=["a"], target_label="b", action="dropequal"), LABELS),
        (Rule(regex="__(.+)", action="labelmap"), {**LABELS, "c": "x:1"}),
        (Rule(source_labels=["a"], regex="[[:alpha:]_]+", action="keep"), LABELS),
        (Rule(source_labels=["__c"], regex="[[:lower:]]", action="keep"), None),
        (Rule(regex="a|b", action="labeldrop"), {"__c": "x:1"}),
        (Rule(regex="a", action="labelkeep"), {"a": "one"}),
        (Rule(source_labels=["b"], target_label="b", action="lowercase"), {**LABELS, "b": "two"}),
        (Rule(source_labels=["b"], target_label="b", action="uppercase"), {**LABELS, "b": "TWO"}),
        # 976 is what Prometheus' own test expects of this label and modulus.
        (
            Rule(source_labels=["c"], target_label="d", action="hashmod", modulus=1000),
            {"c": "baz", "d": "976"},
        ),
    ],
)  # fmt: skip
def test_each_action_does_what_prometheus_does(rule, after) -> None:
    before = {"c": "baz"} if rule.action == "hashmod" else LABELS

    assert relabel(before, [rule]) == after


def test_an_expression_that_takes_too_long_is_not_tried() -> None:
    rule = Rule(source_labels=["a"], regex="(a+)+(a+)+c", target_label="x")

    with pytest.raises(ValueError, match=r"^\(a\+\)\+\(a\+\)\+c$"):
        relabel({"a": "a" * 50 + "b"}, [rule])


def test_rules_follow_each_other_until_one_drops() -> None:
    first = Rule(source_labels=["a"], target_label="d")

    assert relabel(LABELS, [first, Rule(source_labels=["d"], regex="one", action="drop")]) is None
    assert relabel(LABELS, [Rule(source_labels=["a"], action="drop"), first]) is None


def test_values_are_joined_by_the_separator() -> None:
    assert value_of(Rule(source_labels=["a", "x", "b"], separator="@"), LABELS) == "one@@Two"


def test_what_is_no_rule_is_no_rule() -> None:
    with pytest.raises(re.error):
        relabel(LABELS, [Rule(regex="(")])
    with pytest.raises(ValueError, match="shrink"):
        relabel(LABELS, [Rule(action="shrink")])
