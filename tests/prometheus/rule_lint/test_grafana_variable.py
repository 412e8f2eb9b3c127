from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize(
    ("expr", "name", "hint"),
    [
        ("rate(x[$__rate_interval]) > 1", "__rate_interval", "give a window, as in [5m]"),
        ("rate(x[${__range}]) > 1", "__range", "give a window, as in [5m]"),
        ('x{job=~"$job"} > 1', "job", "write what it stands for"),
        ("sum by ($by) (x) > 1", "by", "write what it stands for"),
        ("x > $limit", "limit", "write what it stands for"),
        ('x{a="[[host]]"} > 1', "host", "write what it stands for"),
    ],
)
def test_a_variable_is_found(expr, name, hint) -> None:
    assert told(file(alert(f"'{expr}'")), "grafana-variable") == [
        (5, "error", f"Prometheus does not know the variable ${name}", hint)
    ]


@pytest.mark.parametrize(
    "expr",
    [
        'label_replace(x, "a", "$1", "b", "(.*)") > 1',
        'label_replace(x, "a", "${n}", "b", "(?P<n>.*)") > 1',
        'x{a=~"b$"} > 1',
        "x > 1",
    ],
)
def test_groups_and_anchors_are_fine(expr) -> None:
    assert told(file(alert(f"'{expr}'")), "grafana-variable") == []
