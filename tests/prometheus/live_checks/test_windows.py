from __future__ import annotations

from archestra_ops.prometheus.live_checks.windows import looks_back, rate_windows
from archestra_ops.prometheus.rules.model import Rule, RuleGroup

GROUPS = [
    RuleGroup(
        name="a",
        rules=(
            Rule(alert="A", expr="sum(rate(x[5m])) > 0 and increase(y[1h] offset 30m) > 1"),
            Rule(record="b:c", expr="max_over_time(sum_over_time(a:b[1d])[2d:1h])"),
            Rule(alert="D", expr="x > 1"),
            Rule(record="e:f", expr="rate(a:b[1m]) + avg_over_time(x[2m])"),
        ),
    )
]


def test_the_windows_of_rates_of_what_is_scraped() -> None:
    assert rate_windows(GROUPS) == [300.0, 3600.0]


def test_how_far_each_rule_looks_back() -> None:
    assert list(looks_back(GROUPS)) == [
        ("A", 5400.0),
        ("b:c", 259_200.0),
        ("D", 0.0),
        ("e:f", 120.0),
    ]
