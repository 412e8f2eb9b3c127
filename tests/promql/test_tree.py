from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.promql import Matcher
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.tree import walk


@pytest.mark.parametrize(
    ("matcher", "text"),
    [
        (Matcher("job", "=", "web"), 'job="web"'),
        (Matcher("job", "=~", '$job|"x"'), r'job=~"$job|\"x\""'),
        (Matcher("a.b", "!=", r"\d"), r'"a.b"!="\\d"'),
        (Matcher("1a", "!~", ""), '"1a"!~""'),
        (Matcher("$label", "=", "x"), '$label="x"'),
        (Matcher("${kind}_name", "=", "x"), '${kind}_name="x"'),
        (Matcher("a$", "=", "x"), '"a$"="x"'),
        (Matcher("[[label]]", "=", "x"), '"[[label]]"="x"'),
    ],
)
def test_a_matcher_spells_itself(matcher, text):
    assert str(matcher) == text


@given(matcher=st.builds(Matcher, st.text(), st.sampled_from(["=", "!=", "=~", "!~"]), st.text()))
def test_a_matcher_is_read_from_its_spelling(matcher):
    assert tree(f"up{{{matcher}}}").matchers == (matcher,)


def test_all_of_a_tree_is_walked_from_left_to_right():
    found = walk(tree("sum by (a) (rate(x[5m])) / max_over_time(y[1h:5m]) + 1"))

    assert [getattr(node, "name", getattr(node, "op", type(node).__name__)) for node in found] == [
        *("+", "/", "sum", "rate", "x", "max_over_time", "Subquery", "y", "Number"),
    ]


def test_a_long_chain_is_walked_without_recursion():
    assert sum(1 for _ in walk(tree("a" + " + a" * 190))) == 381
