from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from archestra_ops import promql
from archestra_ops.errors import PromQLError
from archestra_ops.promql import Matcher
from tests.promql.corpus import CORPUS
from tests.promql.expressions import expressions, ours, selected
from tests.promql.refusals import assert_refused

NEW = ['cluster=~"$cluster"', Matcher("zone", "!=", "")]
ADDED = [("cluster", "=~", "$cluster"), ("zone", "!=", "")]
INSERTED = 'cluster=~"$cluster",zone!=""'


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("up", 'up{n="x"}'),
        (" up # note", ' up{n="x"} # note'),
        ("up{}", 'up{n="x"}'),
        ("up {  }", 'up {n="x"  }'),
        ('up{a="b"}', 'up{a="b",n="x"}'),
        ('up{ a = "b" }', 'up{ a = "b",n="x" }'),
        ('up{a="b",}', 'up{a="b",n="x"}'),
        ('up{a="b", # why\n}', 'up{a="b",n="x" # why\n}'),
        ('up{\n  a="b" # why }\n}', 'up{\n  a="b",n="x" # why }\n}'),
        ("up{ # none\n}", 'up{n="x" # none\n}'),
        ("up # metric\n{}", 'up # metric\n{n="x"}'),
        ('{"my.metric"}', '{"my.metric",n="x"}'),
        ('{a="b"}', '{a="b",n="x"}'),
        ('up{n!="x",n="y"}', 'up{n!="x",n="y",n="x"}'),
        ("up{n='x'}", "up{n='x'}"),
        ("up[5m] offset 1h", 'up{n="x"}[5m] offset 1h'),
        ("$metric[5m]", '$metric{n="x"}[5m]'),
        ("pg_${kind}_total", 'pg_${kind}_total{n="x"}'),
        ("sum by (up) (up) + 1", 'sum by (up) (up{n="x"}) + 1'),
        ("{{ used }} / up", '{{ used }} / up{n="x"}'),
        ("time()", "time()"),
    ],
)
def test_where_a_matcher_goes(expr, expected):
    assert promql.with_matchers(expr, ['n="x"']) == expected


def test_matchers_keep_their_order_and_their_spelling():
    matchers = [" b =~ `\\d+` ", Matcher("a", "=", 'say "hi"'), "b=~'\\\\d+'", '"c.d"="e"']

    assert promql.with_matchers("up", matchers) == ('up{b =~ `\\d+`,a="say \\"hi\\"","c.d"="e"}')
    assert promql.with_matchers("up", []) == "up"


def test_each_selector_may_get_matchers_of_its_own() -> None:
    chosen = {"a": ['job="a"', 'x="1"', 'x="1"'], "b": []}

    def of(selector: promql.Selector) -> list[str]:
        return chosen[selector.name or ""]

    assert promql.with_chosen_matchers('a{x="1"} / b + a', of) == (
        'a{x="1",job="a"} / b + a{job="a",x="1"}'
    )


def test_a_matcher_that_is_none_is_refused_even_where_nothing_gets_it() -> None:
    with pytest.raises(PromQLError, match="is not one label matcher"):
        promql.with_matchers("up", ["job"], where=lambda _: False)


def test_only_selectors_that_are_asked_for_get_them():
    expr = 'sum(rate(a[5m])) / b{job="x"} and on (job) ALERTS'

    assert promql.with_matchers(
        expr, ['n="x"'], where=lambda one: one.name != "ALERTS" and one.function != "rate"
    ) == ('sum(rate(a[5m])) / b{job="x",n="x"} and on (job) ALERTS')


@pytest.mark.parametrize("text", ["", "job", 'a="b",c="d"', '__name__="up"', 'a="b"} or {c="d"'])
def test_a_text_that_is_not_one_matcher_is_refused(text):
    assert_refused(
        lambda: promql.with_matchers("up", [text]),
        f"'{text}' is not one label matcher",
        'write it as in job=~"web|worker"',
    )


def outside(expr):
    """*expr* without what a taken out insertion takes with it: `{}`, and the comma of `,}`."""
    return re.sub(r",(?=(\s|#[^\n]*\n)*\})", "", expr.replace("{}", ""))


def assert_only_added(expr, find):
    """The selectors differ by what is new, and the text too."""
    result = promql.with_matchers(expr, NEW)

    assert find(result) == [(name, [*had, *ADDED]) for name, had in find(expr)]
    without = re.sub(rf"\{{{INSERTED}\}}|,?{INSERTED}".replace("$", r"\$"), "", result)
    assert outside(without) == outside(expr)
    assert promql.with_matchers(result, NEW) == result


@pytest.mark.parametrize("expr", CORPUS)
def test_only_matchers_are_added_to_the_corpus(expr):
    assert_only_added(expr, ours)
    promql.parse(promql.with_matchers(expr, NEW))


@settings(max_examples=200, deadline=None)
@given(expr=expressions)
def test_only_matchers_are_added(expr):
    assert_only_added(expr, selected)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("old", "new"),
        ('sum by (old) (rate(old{old="old"}[5m]))', 'sum by (old) (rate(new{old="old"}[5m]))'),
        ("old_total + old # old", "old_total + new # old"),
        ('{__name__="old",a="b"}', '{__name__="new",a="b"}'),
        ("{'old'}", '{"new"}'),
        ('{__name__=~"old"}', '{__name__=~"old"}'),
        ("old(old)", "old(new)"),
        ("a / b", "b / a"),
        ('{"a"}', '{"b"}'),
        ('{"my.metric"}', '{"our.metric"}'),
    ],
)
def test_rename(expr, expected):
    names = {"old": "new", "a": "b", "b": "a", "my.metric": "our.metric"}

    assert promql.rename(expr, names) == expected


@pytest.mark.parametrize("name", ["my.metric", "", "a b", "a{}"])
def test_a_name_that_needs_quotes_does_not_go_where_there_are_none(name):
    assert_refused(
        lambda: promql.rename("up + 1", {"up": name}),
        f"metric name '{name}' cannot stand without quotes",
        'write the selector as {"up"}, then its name is replaced',
    )
