from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.promql import Matcher
from archestra_ops.promql.grammar import tree


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
