from __future__ import annotations

import pytest

from archestra_ops import promql
from tests.promql.refusals import assert_refused

BINDINGS = {
    "used": "sum(pg_stat_activity_count)",
    "free": "(max(a) - sum(b))",
    "ends": "(a) / (b)",
    "open": "(a",
    "noted": "\n  # of all databases\n  sum(\n    size # in bytes\n  )  # summed\n",
    "nothing": " # to do",
}


def test_signals():
    expr = """{{ used }} / on (a) {{used}} + {{  max_1 }} # {{ comment }}
        + up{a="{{ string }}", b='{{string}}', c=`{{string}}`} and ([server])"""

    assert promql.signals(expr) == {"used", "max_1"}
    assert promql.signals("up") == frozenset()


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("{{ used }}", "sum(pg_stat_activity_count)"),
        (" {{used}} # note", " sum(pg_stat_activity_count) # note"),
        ("{{ used }} > 5", "(sum(pg_stat_activity_count)) > 5"),
        ("-{{ used }}", "-(sum(pg_stat_activity_count))"),
        ("{{ used }}[1h:5m]", "(sum(pg_stat_activity_count))[1h:5m]"),
        ("({{ used }}) > 5", "(sum(pg_stat_activity_count)) > 5"),
        ("sum by (a) ( {{ used }} )", "sum by (a) ( sum(pg_stat_activity_count) )"),
        ("clamp_min({{ used }}, 1)", "clamp_min(sum(pg_stat_activity_count), 1)"),
        ("topk(5,{{ used }})", "topk(5,sum(pg_stat_activity_count))"),
        ("topk(5, {{ used }} * 2)", "topk(5, (sum(pg_stat_activity_count)) * 2)"),
        ("{{ free }} > 5", "(max(a) - sum(b)) > 5"),
        ("{{ ends }} > 5", "((a) / (b)) > 5"),
        ("{{ open }} > 5", "((a) > 5"),
        ("{{ noted }} / 2", "(sum(\n    size # in bytes\n  )) / 2"),
        ("{{ noted }}", "sum(\n    size # in bytes\n  )"),
        ("{{ free }}/{{ used }}", "(max(a) - sum(b))/(sum(pg_stat_activity_count))"),
        ('up{a="{{ used }}"} # {{ x }}', 'up{a="{{ used }}"} # {{ x }}'),
    ],
)
def test_expand(expr, expected):
    assert promql.expand(expr, BINDINGS) == expected


def test_signals_that_cannot_be_put_in():
    assert_refused(
        lambda: promql.expand("{{ usd }}", BINDINGS),
        "no signal named 'usd'",
        "did you mean 'used'?",
    )
    assert_refused(
        lambda: promql.expand("{{ lag }}", {"b": "1", "a": "2"}),
        "no signal named 'lag'",
        "known signals: a, b",
    )
    assert_refused(
        lambda: promql.expand("{{ lag }}", {}),
        "no signal named 'lag'",
        "known signals: none",
    )
    assert_refused(
        lambda: promql.expand("{{ nothing }}", BINDINGS),
        "signal 'nothing' is bound to nothing",
        "bind it to PromQL",
    )
