from __future__ import annotations

import pytest

from archestra_ops.promql import Matcher
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.selector_grammar import is_subquery
from tests.promql.refusals import assert_refused


@pytest.mark.parametrize(
    ("expr", "matchers"),
    [
        ("up", []),
        ("up{}", []),
        ('up{a="b"}', [Matcher("a", "=", "b")]),
        ('up { a != "b" , c=~"d|e", f!~`\\d+`, }', None),
        ('up{"a.b"="c"}', [Matcher("a.b", "=", "c")]),
        (r"up{a='it\'s'}", [Matcher("a", "=", "it's")]),
        ('up{by="1",on="2"}', [Matcher("by", "=", "1"), Matcher("on", "=", "2")]),
        ('up{$label=~"$value"}', [Matcher("$label", "=~", "$value")]),
        ("up{job=${job:doublequote}}", [Matcher("job", "=", "${job:doublequote}")]),
        ('{__name__="up",__name__!="x"}', [Matcher("__name__", "!=", "x")]),
        ('up{__name__="x"}', [Matcher("__name__", "=", "x")]),
        ('{__name__=~"up|x"}', [Matcher("__name__", "=~", "up|x")]),
    ],
)
def test_matchers(expr, matchers):
    if matchers is None:
        matchers = [Matcher("a", "!=", "b"), Matcher("c", "=~", "d|e"), Matcher("f", "!~", r"\d+")]

    assert tree(expr).matchers == tuple(matchers)


@pytest.mark.parametrize(
    ("window", "expected"),
    [("5m", False), ("${w:raw}", False), ("1h:", True), ("${w:raw}:$s", True)],
)
def test_is_subquery(window, expected):
    assert is_subquery(window) is expected


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "up{job}",
            "expression 'up{job}' has '}' at character 7 where one of = != =~ !~ should be",
            "look just after 'up{job'",
        ),
        (
            "up{job=web}",
            "expression 'up{job=web}' has 'web' at character 8 where a string in quotes should be",
            "look just after 'up{job='",
        ),
        (
            'up{a="b" c="d"}',
            "expression 'up{a=\"b\" c=\"d\"}' has 'c' at character 10 where ',' or '}' should be",
            "look just after 'up{a=\"b\"'",
        ),
        (
            'up{a="b"',
            "expression 'up{a=\"b\"' ends where ',' or '}' should follow",
            "look just after 'up{a=\"b\"'",
        ),
        (
            "up{,}",
            "expression 'up{,}' has ',' at character 4 where a label's name should be",
            "look just after 'up{'",
        ),
        (
            "up offset x",
            "expression 'up offset x' has 'x' at character 11 where a duration should be",
            "look just after 'up offset'",
        ),
        (
            "up @ x",
            "expression 'up @ x' has 'x' at character 6 where a time, start() or end() should be",
            "look just after 'up @'",
        ),
        (
            "up @ end",
            "expression 'up @ end' ends where '(' should follow",
            "look just after 'up @ end'",
        ),
    ],
)
def test_what_stands_where_it_should_not(expr, message, hint):
    assert_refused(lambda: tree(expr), message, hint)
