from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from archestra_ops.promql.tokens import just_before, place, signal_name, splice, tokens
from tests.promql.expressions import expressions
from tests.promql.refusals import assert_refused


def spelled(text):
    return [(token.kind, token.text) for token in tokens(text)]


def test_tokens_of_a_whole_expression():
    assert spelled('sum by (le) (rate(a:b{job=~"x"}[5m] offset -1h)) >= 1e-3 # end') == [
        ("name", "sum"),
        ("name", "by"),
        ("mark", "("),
        ("name", "le"),
        ("mark", ")"),
        ("mark", "("),
        ("name", "rate"),
        ("mark", "("),
        ("name", "a:b"),
        ("mark", "{"),
        ("name", "job"),
        ("operator", "=~"),
        ("string", '"x"'),
        ("mark", "}"),
        ("range", "[5m]"),
        ("name", "offset"),
        ("operator", "-"),
        ("number", "1h"),
        ("mark", ")"),
        ("mark", ")"),
        ("operator", ">="),
        ("number", "1e-3"),
        ("end", ""),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", "number"),
        ("1.5e+10", "number"),
        (".5", "number"),
        ("5.", "number"),
        ("1_000", "number"),
        ("0x1F", "number"),
        ("1h30m", "number"),
        ("100ms", "number"),
        (":a:b", "name"),
        ("_x9", "name"),
        ("pg_${kind}_total", "name"),
        ("pg_$kind", "name"),
        ("$__rate_interval", "variable"),
        ("${job:regex}", "variable"),
        ("[[job]]", "variable"),
        ("[[job:csv]]", "variable"),
        ("[5m]", "range"),
        ("[1h:]", "range"),
        ("[[[window]]]", "range"),
        ("[[[window]]:[[step]]]", "range"),
        ("[${__range_s}s:$__interval]", "range"),
        (r'"a\"b # {{ c }}"', "string"),
        (r"'a\'b'", "string"),
        (r"`a\`", "string"),
        ("`a\nb`", "string"),
        ("{{used}}", "signal"),
        ("{{  used_2 }}", "signal"),
        ("!~", "operator"),
        ("@", "operator"),
    ],
)
def test_one_token(text, kind):
    assert spelled(text) == [(kind, text), ("end", "")]


def test_blank_space_and_comments_are_passed_over():
    assert spelled(" # a (\n\tup # b") == [("name", "up"), ("end", "")]
    assert spelled("") == spelled(" # a") == [("end", "")]


def test_signal_name():
    assert [signal_name(token) for token in tokens("{{a}} {{ b_1 }}")[:-1]] == ["a", "b_1"]


@settings(max_examples=100, deadline=None)
@given(expr=expressions)
def test_between_tokens_is_nothing_but_blank_space_and_comments(expr):
    done = 0
    for token in tokens(expr):
        assert re.fullmatch(r"(\s|#.*)*", expr[done : token.start])
        assert expr[token.start : token.end] == token.text
        done = token.end
    assert done == len(expr)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            'up{job="x}',
            "expression 'up{job=\"x}' opens a string at character 8 that is not closed on its line",
            "look just after 'up{job='",
        ),
        (
            "up{job='x}",
            "expression 'up{job='x}' opens a string at character 8 that is not closed on its line",
            "look just after 'up{job='",
        ),
        (
            "`x",
            "expression '`x' opens a string at character 1 that is not closed",
            "look at its beginning",
        ),
        (
            "sum(\n  up[5m)\n)",
            "expression 'sum( up[5m) )' opens a range at line 2, character 5 that is not closed",
            "look just after 'sum( up'",
        ),
        (
            "{{ a b }}",
            "expression '{{ a b }}' has a placeholder at character 1 that is not a signal's name",
            "look at its beginning",
        ),
        (
            "sum(http_requests:rate_5m) §",
            "expression 'sum(http_requests:rate_5m) §' has '§' at character 28, which is no PromQL",
            "look just after '…m(http_requests:rate_5m)'",
        ),
        (
            "a & b",
            "expression 'a & b' has '&' at character 3, which is no PromQL",
            "look just after 'a'",
        ),
    ],
)
def test_what_is_no_token_is_refused(text, message, hint):
    assert_refused(lambda: tokens(text), message, hint)


def test_places_for_a_person():
    assert place("up", 0) == "character 1"
    assert place("a\nbc", 3) == "line 2, character 2"
    assert place("a\nbc", 0) == "line 1, character 1"
    assert just_before("a\n+ b", 4) == "look just after 'a +'"


def test_splice():
    assert splice("abc", []) == "abc"
    assert splice("abc", [(0, 0, "<"), (1, 2, "B"), (3, 3, ">")]) == "<aBc>"
