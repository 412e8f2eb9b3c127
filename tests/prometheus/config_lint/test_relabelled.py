from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.prometheus.config_lint.relabelled import UNKNOWN, relabelled
from archestra_ops.prometheus.relabel import Rule, relabel

SERIES = {"__name__": "x_bucket", "job": "x", "le": UNKNOWN, "model": UNKNOWN}


def rule(action: str, regex: str, *sources: str, **more: object) -> Rule:
    return Rule(action=action, regex=regex, source_labels=sources, **more)


@pytest.mark.parametrize(
    "rules",
    [
        [rule("drop", "x_.*", "__name__")],
        [rule("keep", "y_.*", "__name__")],
        # Whatever the other is.
        [rule("drop", "x_bucket;.*", "__name__", "le")],
        [rule("drop", "(x|y)_bucket;(.*)", "__name__", "le")],
        [rule("drop", "((?:w|x)_|y)bucket;.*", "__name__", "le")],
        [rule("keep", "y_bucket;0[.]5", "__name__", "le")],
        [rule("drop", "x_bucket@.*", "__name__", "le", separator="@")],
        [rule("drop", ".*", "model")],
        # What was told by a rule before, and what is not there.
        [rule("replace", ".*", "model", target_label="__tmp", replacement="1"),
         rule("drop", "1", "__tmp")],
        [rule("keep", "yes", "__tmp")],
        [rule("dropequal", "", "job", target_label="job")],
    ],
)  # fmt: skip
def test_what_is_sure_to_be_dropped_is(rules) -> None:
    assert relabelled(SERIES, rules) is None


@pytest.mark.parametrize(
    "one",
    [
        rule("drop", "gpt.*", "model"),
        rule("keep", "gpt.*", "model"),
        rule("drop", "x_bucket;0[.]5", "__name__", "le"),
        rule("drop", "y_bucket;.*", "__name__", "le"),
        rule("keep", "x_bucket;0[.]5", "__name__", "le"),
        rule("keep", "(y;1|x_bucket;2)", "__name__", "le"),
        rule("drop", "y|x_bucket;.*", "__name__", "le"),
        rule("keep", r"y\(|x_bucket\);.*", "__name__", "le"),
        rule("keep", "y;1|x_bucket;2", "__name__", "le"),
        rule("drop", "x_.*gpt", "__name__", "le", separator=""),
        rule("dropequal", "", "job", target_label="model"),
        rule("keepequal", "", "model", target_label="job"),
    ],
)
def test_what_may_be_kept_is(one) -> None:
    assert relabelled(SERIES, [one]) == SERIES


@pytest.mark.parametrize(
    ("one", "changed"),
    [
        (rule("labeldrop", "model|le"), {"__name__": "x_bucket", "job": "x"}),
        (rule("labelkeep", "__name__|model"), {"__name__": "x_bucket", "model": UNKNOWN}),
        (rule("replace", "(.*)", target_label="model", replacement=""),
         {"__name__": "x_bucket", "job": "x", "le": UNKNOWN}),
        (rule("replace", "(.*)", "model", target_label="model", replacement=""),
         {"__name__": "x_bucket", "job": "x", "le": UNKNOWN}),
        (rule("replace", "gpt.*", "model", target_label="job"), {**SERIES, "job": UNKNOWN}),
        (rule("replace", "x_(.*)", "__name__", target_label="__name__", replacement="y_$1"),
         {**SERIES, "__name__": "y_bucket"}),
        (rule("labelmap", "(mod)el", replacement="$1"), {**SERIES, "mod": UNKNOWN}),
        (rule("lowercase", "(.*)", "model", target_label="small"), {**SERIES, "small": UNKNOWN}),
        # Which share that is, is not told before somebody else's series are there.
        (rule("hashmod", "(.*)", "__name__", target_label="__tmp", modulus=2),
         {**SERIES, "__tmp": UNKNOWN}),
    ],
)  # fmt: skip
def test_a_label_goes_with_or_without_its_value(one, changed) -> None:
    assert relabelled(SERIES, [one]) == changed


def test_an_expression_that_is_none_is_told() -> None:
    with pytest.raises(re.error):
        relabelled(SERIES, [rule("drop", "(", "__name__")])


LABELS = ("__name__", "job", "le", "model", "__tmp")
EXPRESSIONS = (".*", "(.*)", ".+", "", "x.*", "y", "y|x.*", "x.*;.*", "x.*;1", "(y|z);1", "y;1|x;2")
RULES = st.builds(
    Rule,
    action=st.sampled_from(
        [
            "replace",
            "keep",
            "drop",
            "keepequal",
            "dropequal",
            "hashmod",
            "labelmap",
            "labeldrop",
            "labelkeep",
            "lowercase",
        ]
    ),
    regex=st.sampled_from((*EXPRESSIONS, *LABELS, "(m)odel", "le|model")),
    source_labels=st.lists(st.sampled_from(LABELS), max_size=2),
    target_label=st.sampled_from(LABELS),
    replacement=st.sampled_from(("", "1", "$1", "a$1")),
    modulus=st.integers(1, 2),
)
VALUES = st.sampled_from(("", "1", "x", "Y"))


@given(rules=st.lists(RULES, max_size=4), le=VALUES, model=VALUES)
def test_what_is_said_to_be_lost_is_whatever_the_values_are(rules, le, model) -> None:
    said = relabelled(SERIES, rules)
    real = relabel({**SERIES, "le": le, "model": model}, rules)

    assert real is None or (said is not None and real.keys() <= said.keys())
