from __future__ import annotations

import pytest

from archestra_ops import promql
from archestra_ops.promql.grafana import has_variable
from tests.promql.refusals import assert_refused


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("up", set()),
        ("rate(up[$__rate_interval])", {"__rate_interval"}),
        ("increase(up[$__range:$__interval])", {"__range", "__interval"}),
        ('up{job=~"$job", pod=~"${pod:regex}", zone="[[zone]]"}', {"job", "pod", "zone"}),
        ("up[${__range_s}s] @ ${__to:date:seconds}", {"__range_s", "__to"}),
        ('"${job.text}, [[pod:csv]]"', {"job", "pod"}),
        ('label_replace(up, "a", "$1-${2}", "b", "^(x)$|(y$)")', set()),
        ('up{a=~"[[:alpha:]]+"}', set()),
    ],
)
def test_variables(text, names):
    assert promql.variables(text) == names
    assert has_variable(text) is bool(names)


def test_interpolate_puts_values_in_as_they_are():
    text = 'rate(up{job=~"$job",pod=~"${pod:regex}",a="[[job]]",b="$1"}[$__rate_interval]) # $job'

    values = {"job": r"a\\.b|$pod", "pod": ".+", "__rate_interval": "5m", "other": "unused"}

    assert promql.interpolate(text, values) == (
        r'rate(up{job=~"a\\.b|$pod",pod=~".+",a="a\\.b|$pod",b="$1"}[5m]) # a\\.b|$pod'
    )


def test_interpolate_names_what_has_no_value():
    assert_refused(
        lambda: promql.interpolate("$jop / $pod / $job", {"job": "x"}),
        "no value for '$jop', '$pod'",
        "did you mean '$job'?",
    )
    assert_refused(
        lambda: promql.interpolate("$zone", {"job": "x", "pod": "y"}),
        "no value for '$zone'",
        "known variables: $job, $pod",
    )
    assert_refused(
        lambda: promql.interpolate("$zone", {}),
        "no value for '$zone'",
        "there are no variables here",
    )
