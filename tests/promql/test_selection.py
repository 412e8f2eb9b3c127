from __future__ import annotations

import pytest
from hypothesis import given, settings

from archestra_ops import promql
from archestra_ops.promql import Matcher
from archestra_ops.promql.plain import without_variables
from tests.promql.corpus import CORPUS
from tests.promql.expressions import expressions, ours, selected


def test_selector_says_all_about_itself():
    expr = 'sum by (le) (rate(x_bucket{job=~"$job", le!="+Inf"}[$__range] offset 1h))'

    (selector,) = promql.selectors(expr)

    assert selector.name == "x_bucket"
    assert selector.matchers == (Matcher("job", "=~", "$job"), Matcher("le", "!=", "+Inf"))
    assert selector.window == "$__range"
    assert selector.offset == "1h"
    assert selector.enclosing == ("rate", "sum")
    assert selector.function == "rate"
    assert selector.subquery is None
    assert expr[selector.start : selector.end] == 'x_bucket{job=~"$job", le!="+Inf"}'


def test_selectors_come_in_the_order_they_are_written():
    expr = "topk(scalar(a), b + c) / on (d) group_left (e) (f or (g unless h)) ^ i"

    assert [one.name for one in promql.selectors(expr)] == list("abcfghi")


@pytest.mark.parametrize(
    ("expr", "enclosing", "function"),
    [
        ("up", (), None),
        ("sum(up)", ("sum",), None),
        ("SUM by (job) (up)", ("sum",), None),
        ("abs(sum(up))", ("sum", "abs"), "abs"),
        ("sum(rate(up[5m])) by (job)", ("rate", "sum"), "rate"),
        ("hour(sum(rate(up[5m])))", ("rate", "sum", "hour"), "rate"),
        ("topk(3, clamp_min(up / 2, 1))", ("clamp_min", "topk"), "clamp_min"),
    ],
)
def test_functions_and_aggregations_around_a_selector(expr, enclosing, function):
    (selector,) = promql.selectors(expr)

    assert (selector.enclosing, selector.function) == (enclosing, function)


@pytest.mark.parametrize(
    ("expr", "window", "subquery"),
    [
        ("up", None, None),
        ("up[5m]", "5m", None),
        ("up[ 5m ]", "5m", None),
        ("up[${__range_s}s]", "${__range_s}s", None),
        ("up[${window:raw}]", "${window:raw}", None),
        ("up[[[window]]]", "[[window]]", None),
        ("up[1h:5m]", None, "1h:5m"),
        ("up[$__range:]", None, "$__range:"),
        ("max_over_time(rate(up[5m])[1h:1m])", "5m", "1h:1m"),
        ("max_over_time((up offset 1d)[1h:1m] offset 1w)", None, "1h:1m"),
        ("max_over_time(max_over_time(up[1h:5m])[1d:1h])", None, "1h:5m"),
    ],
)
def test_windows_and_subqueries(expr, window, subquery):
    (selector,) = promql.selectors(expr)

    assert (selector.window, selector.subquery) == (window, subquery)


@pytest.mark.parametrize(
    ("expr", "offset"),
    [
        ("up offset 5m", "5m"),
        ("up OFFSET - 1h30m", "-1h30m"),
        ("up offset $__interval", "$__interval"),
        ("up offset ${__range_s}s", "${__range_s}s"),
        ("up[5m] @ end() offset 1h", "1h"),
        ("up offset 1h @ 1609746000", "1h"),
        ("up @ start()", None),
        ("rate(up[5m] smoothed)", None),
        ("max_over_time(up[1h:5m] offset 1d)", None),
    ],
)
def test_offsets(expr, offset):
    (selector,) = promql.selectors(expr)

    assert selector.offset == offset


@pytest.mark.parametrize(
    ("expr", "name"),
    [
        ("up", "up"),
        ("sum", "sum"),
        ("sum_total", "sum_total"),
        (":job:up", ":job:up"),
        ('{__name__="up"}', "up"),
        ('{job="x", "my.metric"}', "my.metric"),
        ('{__name__=~"a|b"}', None),
        ('{__name__=""}', None),
        ('{job="x"}', None),
        ("$metric[5m]", None),
        ('$metric{job="x"}', None),
        ("pg_${kind}_total", None),
    ],
)
def test_names(expr, name):
    (selector,) = promql.selectors(expr)

    assert selector.name == name


def test_labels_functions_numbers_and_placeholders_are_not_selected():
    expr = """
        # up
        sum by (a, b) ({{ used }}) * on (c) group_right (d) time()
        + Inf - nan + 0x1F + $threshold + scalar(vector(5m)) or absent("up")
    """

    assert promql.selectors(expr) == ()


@pytest.mark.parametrize("expr", CORPUS)
def test_corpus_agrees_with_promql_parser(expr):
    plain = without_variables(expr)

    assert ours(plain) == selected(plain)
    assert [matchers for _, matchers in ours(expr)] == [found for _, found in ours(plain)]


@settings(max_examples=200, deadline=None)
@given(expr=expressions)
def test_any_expression_agrees_with_promql_parser(expr):
    assert ours(expr) == selected(expr)
