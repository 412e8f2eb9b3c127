from __future__ import annotations

import promql_parser
import pytest
from hypothesis import given, settings

from archestra_ops import promql
from tests.promql.corpus import CORPUS
from tests.promql.expressions import expressions
from tests.promql.refusals import assert_refused

HINT = "the grammar is that of Prometheus 3.8, without experimental features"


@pytest.mark.parametrize("expr", CORPUS)
def test_the_corpus_is_valid(expr):
    assert isinstance(promql.parse(expr), promql_parser.Expr)


@settings(max_examples=100, deadline=None)
@given(expr=expressions)
def test_any_valid_expression_is_valid(expr):
    assert isinstance(promql.parse(expr), promql_parser.Expr)


def test_the_parse_is_that_of_the_expression():
    aggregation = promql.parse(r"sum by (le) (rate(up{a=~`\d`}[5m])) > $threshold").lhs

    assert isinstance(aggregation, promql_parser.AggregateExpr)
    assert aggregation.modifier.labels == ["le"]
    selector = aggregation.expr.args[0].vector_selector
    assert [(one.name, one.value) for one in selector.matchers.matchers] == [("a", r"\d")]


@pytest.mark.parametrize(
    ("expr", "reason", "hint"),
    [
        (
            "rate(up)",
            "expected type matrix in call to function 'rate', got vector",
            "give it a window, as in rate(name[5m])",
        ),
        (
            "sum(up[5m])",
            "expected type vector in aggregation expression, got matrix",
            "a range needs rate() or its like around it, a number vector()",
        ),
        (
            "clamp_min(up, up)",
            "expected type scalar in call to function 'clamp_min', got vector",
            "put scalar() around a vector of one series",
        ),
        ("rat(up[5m])", "unknown function with name 'rat'", "did you mean 'rate'?"),
        ("xyzzy(up)", "unknown function with name 'xyzzy'", HINT),
        (
            "holt_winters(up[5m], 0.5, 0.5)",
            "unknown function with name 'holt_winters'",
            "it is called 'double_exponential_smoothing' since Prometheus 3",
        ),
        (
            'up{a=~"("}',
            "illegal regex for (",
            "regular expressions are RE2: no look-around, no back-references",
        ),
        (
            '{a=~".*"}',
            "vector selector must contain at least one non-empty matcher",
            "name a metric, or write a matcher that '' does not match",
        ),
        (
            "1 > 2",
            "comparisons between scalars must use BOOL modifier",
            "write the comparison with bool, as in 1 > bool 2",
        ),
        ("rate(up[5m] anchored)", "invalid promql query", HINT),
    ],
)
def test_what_promql_parser_refuses(expr, reason, hint):
    assert_refused(lambda: promql.parse(expr), f"expression '{expr}' is not valid: {reason}", hint)


def test_what_the_grammar_refuses():
    assert_refused(
        lambda: promql.parse("sum(up"),
        "expression 'sum(up' ends where ')' should follow",
        "look just after 'sum(up'",
    )


def test_what_is_left_to_put_in():
    assert_refused(
        lambda: promql.parse("{{ used }}"),
        "expression '{{ used }}' still has a placeholder for signal 'used'",
        "put PromQL in for signals first",
    )
