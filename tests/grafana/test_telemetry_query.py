from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.expressions.wrong import Wrong
from archestra_ops.grafana.telemetry_query import logql, traceql, unquoted
from tests.grafana.small import TELEMETRY

TYPED = frozenset({"session", "min_cost"})
QUOTES = "write ${session:doublequote} instead of quotes of your own"
BARE = Wrong("'$session' is typed by a user and not quoted", QUOTES)


def in_traceql(text: str) -> list[Wrong]:
    return list(traceql(text, TELEMETRY, TYPED))


def in_logql(text: str) -> list[Wrong]:
    return list(logql(text, TELEMETRY, TYPED))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{ }",
        '{ resource.service.name =~ "acme|Acme (old)" && span.acme.cost >= 0.5 }',
        "{ span.acme.session = ${session:doublequote} }",
        "{ span.acme.cost >= $min_cost && duration >= 500ms }",
        "{ span.acme.cost >= ${min_cost} }",
        # A variable that is chosen, not typed, may stand in quotes, a pattern in them.
        '{ span.acme.agent =~ "${agent:regex}" }',
        '{ span.acme.agent =~ "$agent" }',
        # A label's key is the operator's own.
        "{ span.acme.label.team != nil }",
        "{ status = error && kind = client } >> { name = `a ) quoted` }",
        '{ name = "a \\" quoted }" } | select(span.acme.cost, status)',
        "{ } | sum_over_time(span.acme.cost) by (span.acme.session)",
        # Only what the pack knows of can be wrong.
        "{ event.anything = 1 && link.other = 2 }",
        # A trace's id, whichever way it is written.
        "$session",
        "${session}",
    ],
)
def test_traceql_that_is_sound(text: str) -> None:
    assert in_traceql(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{ status = error", Wrong("'{' is not closed", "count the brackets")),
        ("{ } | select(status", Wrong("'(' is not closed", "count the brackets")),
        ("{ status = error } }", Wrong("'}' closes nothing", "count the brackets")),
        ("{ (status = error } )", Wrong("'}' closes nothing", "count the brackets")),
        (
            '{ name = " }',
            Wrong("'\"' does not belong here", "is a quote or a bracket missing?"),
        ),
        (
            "{ name = `a` ; }",
            Wrong("';' does not belong here", "is a quote or a bracket missing?"),
        ),
        (
            "{ statuss = 1 }",
            Wrong("'statuss' is nothing that TraceQL knows", "did you mean 'status'?"),
        ),
        (
            "{ span.acme.costs > 1 }",
            Wrong("no span has 'acme.costs'", "did you mean 'acme.cost'?"),
        ),
        (
            "{ span.zzz = 1 }",
            Wrong("no span has 'zzz'", "one of: acme.agent, acme.cost, acme.session"),
        ),
        (
            '{ resource.service = "a" }',
            Wrong("no resource has 'service'", "did you mean 'service.name'?"),
        ),
        # A span's attribute is not the resource's, and no pattern is.
        (
            "{ resource.acme.label.team = 1 }",
            Wrong("no resource has 'acme.label.team'", "one of: service.name"),
        ),
        ("{ span.acme.session = $session }", BARE),
        ("{ span.acme.session = ${session} }", BARE),
        ("{ span.acme.session = ${session:regex} }", BARE),
        ('{ span.acme.session = "$session" }', BARE),
        ('{ span.acme.session = "${session:doublequote}" }', BARE),
        ("{ span.acme.session = `${session}` }", BARE),
        (
            '{ span.acme.cost > "$min_cost" }',
            Wrong(
                "'$min_cost' is typed by a user and not quoted",
                "write ${min_cost:doublequote} instead of quotes of your own",
            ),
        ),
    ],
)
def test_traceql_that_is_not(text: str, wrong: Wrong) -> None:
    assert in_traceql(text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{service_name="acme"}',
        '{service_name=~"acme.*"} | session_id = ${session:doublequote}',
        '{service_name!="a"} |= "error = 5" != "x" | trace_id !~ "$agent"',
        'sum(count_over_time({service_name="acme"}[5m]))',
    ],
)
def test_logql_that_is_sound(text: str) -> None:
    assert in_logql(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{service_name="acme"', Wrong("'{' is not closed", "count the brackets")),
        ('{service_name="acme"}]', Wrong("']' closes nothing", "count the brackets")),
        (
            '{service_name="acme}',
            Wrong("'\"' does not belong here", "is a quote or a bracket missing?"),
        ),
        (
            '{service="acme"}',
            Wrong("no log record has 'service'", "did you mean 'service_name'?"),
        ),
        (
            '{service_name="acme"} | zzz != "x"',
            Wrong("no log record has 'zzz'", "one of: service_name, session_id, trace_id"),
        ),
        ('{service_name="acme"} | session_id = $session', BARE),
        ('{service_name="acme"} | session_id = "$session"', BARE),
        ('{service_name="acme"} |= `${session}`', BARE),
    ],
)
def test_logql_that_is_not(text: str, wrong: Wrong) -> None:
    assert in_logql(text) == [wrong]


def test_several_things_are_found_in_one_query() -> None:
    found = in_traceql('{ span.zzz = "$session" && foo = $session ')

    assert [wrong.message for wrong in found] == [
        "'{' is not closed",
        "no span has 'zzz'",
        "'$session' is typed by a user and not quoted",
        "'foo' is nothing that TraceQL knows",
        "'$session' is typed by a user and not quoted",
    ]


PIECES = st.sampled_from(
    [*'{}()[]"`\\$=~!<>|&.,: \n', "${", "$session", "${session:doublequote}", "span.", "status"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_whatever_is_asked_is_judged_and_says_something(text: str) -> None:
    for wrong in (*in_traceql(text), *in_logql(text)):
        assert wrong.message
        assert wrong.hint


@given(st.text())
def test_a_value_that_is_typed_is_never_allowed_bare(text: str) -> None:
    quoted = text.replace("\\", "").replace('"', "")

    assert BARE in in_traceql(f'{{ name = "{quoted}$session" }}')


def test_the_quoting_alone_can_be_asked_for() -> None:
    assert list(unquoted('{ anything = "$session" }', TYPED)) == [BARE]
    assert list(unquoted("{ anything = ${session:doublequote} }", TYPED)) == []
