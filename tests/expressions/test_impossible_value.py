from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.expressions.impossible_value import find, fits
from archestra_ops.promql import Matcher
from tests.expressions.finding import found

STATUS = "values of 'status': 'success', 'error'"


@pytest.mark.parametrize(
    ("matcher", "shown"),
    [
        ('status="failed"', 'status="failed"'),
        ('status=~"fail.*"', 'status=~"fail.*"'),
        ('status=~"succes"', 'status=~"succes"'),  # a whole match is asked for
        ('status=~"fail$"', 'status=~"fail$"'),  # no variable
        ('status!~"success|error"', 'status!~"success|error"'),
        ('status=""', 'status=""'),
    ],
)
def test_it_finds(matcher, shown) -> None:
    wrongs = found(find, f"rate(mcp_tool_calls_total{{{matcher}}}[5m])")

    assert wrongs == [(f"no 'mcp_tool_calls_total' has {shown}", STATUS)]


def test_it_finds_a_bound_that_no_bucket_has() -> None:
    expr = 'rate(mcp_tool_call_duration_seconds_bucket{le="3"}[5m])'

    ((message, hint),) = found(find, expr)
    assert message == "no 'mcp_tool_call_duration_seconds_bucket' has le=\"3\""
    assert hint == (
        "values of 'le': '0.1', '0.5', '1', '1.0', '2', '2.0', '5', '5.0', '10', '10.0', '30', "
        "'30.0', '60', '60.0', '+Inf'"
    )


@pytest.mark.parametrize(
    "expr",
    [
        'mcp_tool_calls_total{status="error"}',
        'mcp_tool_calls_total{status!="error"}',
        'mcp_tool_calls_total{status=~"err.*|failed"}',
        'mcp_tool_calls_total{status=~"$status"}',
        'mcp_tool_calls_total{status="${status:regex}"}',
        'mcp_tool_calls_total{tool_name="anything"}',  # an open list
        'mcp_tool_calls_total{agent_type=""}',
        'mcp_tool_calls_total{status=~"(?i:ERROR)"}',
        'mcp_tool_calls_total{status=~"[[:alpha:]]+"}',  # Go's, not Python's
        'mcp_tool_calls_total{status=~"\\\\pL+"}',
        'rate(mcp_tool_call_duration_seconds_bucket{le=~"1([.]0)?"}[5m])',
        'rate(mcp_tool_call_duration_seconds_bucket{le="0.5"}[5m])',
        'rate(mcp_tool_call_duration_seconds_bucket{le="+Inf"}[5m])',
        'llm_time_to_first_byte_seconds_bucket{le="7"}',  # its bounds are unknown
        'frobnicated{status="failed"}',
        '{status="failed"}',
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []


@pytest.mark.parametrize(
    ("op", "value", "fitting"),
    [
        ("=", "a", {"a"}),
        ("!=", "a", {"", "ab"}),
        ("=~", "a.*", {"a", "ab"}),
        ("=~", "b", set()),
        ("!~", "a.*", {""}),
        ("=~", "", {""}),
        # Whether it is one, the engine decides.
        ("=~", "[", {"", "a", "ab"}),
        ("=~", "[[:alpha:]]+", {"", "a", "ab"}),
        ("!~", "a{99999999999999999999}", {"", "a", "ab"}),
    ],
)
def test_fits_is_as_prometheus_matches(op, value, fitting) -> None:
    assert {v for v in ("", "a", "ab") if fits(Matcher("l", op, value), v)} == fitting


def test_what_python_would_try_for_hours_is_left_to_the_engine() -> None:
    value = f"{'a' * 40}b"

    assert fits(Matcher("l", "=~", "(a+)+(a+)+c"), value)
    assert fits(Matcher("l", "!~", "(a+)+(a+)+c"), value)


@given(st.text(), st.text())
def test_a_matcher_and_its_opposite_never_agree(value, label) -> None:
    equal, different = Matcher("l", "=", value), Matcher("l", "!=", value)

    assert fits(equal, label) != fits(different, label)
