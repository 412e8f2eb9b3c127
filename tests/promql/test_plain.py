from __future__ import annotations

import pytest

from archestra_ops.promql.plain import without_variables
from tests.promql.refusals import assert_refused


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ('rate(up{a="b"}[5m])', 'rate(up{a="b"}[5m])'),
        ("up[$__range]", "up[7919s]"),
        ("up[${__range_s}s:$__interval]", "up[7919s:7919s]"),
        ("up[[[window]]]", "up[7919s]"),
        ("up offset $ago", "up offset 7919s"),
        ("up OFFSET -${ago}", "up OFFSET -7919s"),
        ("up offset ${__range_s}s", "up offset 7919s"),
        ("up offset $ago and up", "up offset 7919s and up"),
        ("up @ ${__to:date:seconds}", "up @ 7919"),
        ("topk($limit, up) > $threshold", "topk(7919, up) > 7919"),
        ("$__range_s - $a", "7919 - 7919"),
        ("up != $a", "up != 7919"),
        ("$metric[5m]", "grafana_variable[5m]"),
        ('$metric{a="b"}', 'grafana_variable{a="b"}'),
        ("pg_${kind}_total", "pg_grafana_variable_total"),
        ("sum by ($a, le) (up > $b)", "sum by (grafana_variable, le) (up > 7919)"),
        (
            "a * on (${b:csv}) group_left ($c) d",
            "a * on (grafana_variable) group_left (grafana_variable) d",
        ),
        ('up{$a="$b",c=~"${d:regex}|[[e]]"}', 'up{grafana_variable="$b",c=~"${d:regex}|[[e]]"}'),
        ("up{a=${b:doublequote}}", 'up{a="grafana_variable"}'),
        (r"up{a=~`\d`,b=`c`}", r'up{a=~"\\d",b=`c`}'),
        ("up # $a", "up # $a"),
    ],
)
def test_a_constant_of_the_kind_that_its_place_asks_for(expr, expected):
    assert without_variables(expr) == expected


def test_a_placeholder_that_is_left():
    assert_refused(
        lambda: without_variables("{{ connections_used }} / 2"),
        "expression '{{ connections_used }} / 2' still has a placeholder for signal"
        " 'connections_used'",
        "put PromQL in for signals first",
    )
