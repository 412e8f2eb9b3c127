from __future__ import annotations

import pytest

from archestra_ops.prometheus.document import read
from archestra_ops.prometheus.ruler.content import content, plain
from archestra_ops.prometheus.rules import Rule, RuleGroup, to_yaml
from archestra_ops.prometheus.rules.writing import group_table

GROUP = RuleGroup(
    name="g",
    interval="1m",
    rules=(
        Rule(record="a:b:rate5m", expr="sum(rate(b[5m]))\n"),
        Rule(
            alert="Down",
            expr="up == 0",
            hold="90s",
            labels={"severity": "critical", "interval": "60s"},
            annotations={"summary": "Down\n"},
        ),
    ),
)
CONTENT = {
    "name": "g",
    "interval": "1m",
    "rules": [
        {"record": "a:b:rate5m", "expr": "sum(rate(b[5m]))"},
        {
            "alert": "Down",
            "expr": "up == 0",
            "for": "1m30s",
            "labels": {"severity": "critical", "interval": "60s"},
            "annotations": {"summary": "Down\n"},
        },
    ],
}


def test_the_content_of_a_group() -> None:
    assert content(group_table(GROUP)) == CONTENT


def test_what_is_read_back_is_the_same() -> None:
    written = read(to_yaml([GROUP]))

    (table,) = written.tables("groups")

    assert content(plain(table)) == CONTENT


@pytest.mark.parametrize(
    "text",
    [
        "{name: g, rules: [{expr: up == 0, alert: Down}]}",
        "{rules: [{alert: Down, expr: ' up == 0 '}], name: g, interval: 0s, limit: 0}",
        (
            "{name: g, interval: '', source_tenants: [], align_evaluation_time_on_interval: false,"
            " rules: [{alert: Down, for: 0s, expr: up == 0, labels: {}, annotations: null}]}"
        ),
        "{name: g, query_offset: 0s, rules: [{alert: Down, expr: up == 0, labels: {team: ''}}]}",
    ],
)
def test_what_says_nothing_makes_no_difference(text) -> None:
    assert content(plain(read(text))) == {
        "name": "g",
        "rules": [{"alert": "Down", "expr": "up == 0"}],
    }


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("{name: g, limit: 5, rules: []}", "limit", "5"),
        ("{name: g, interval: 120s, rules: []}", "interval", "2m"),
        ("{name: g, interval: soon, rules: []}", "interval", "soon"),
        ("{name: g, source_tenants: [a], rules: []}", "source_tenants", ["a"]),
    ],
)
def test_what_somebody_has_set_is_seen(text, key, value) -> None:
    assert content(plain(read(text))) == {"name": "g", key: value, "rules": []}


@pytest.mark.parametrize("rules", ["[]", "null", "[text]"])
def test_rules_that_are_none(rules) -> None:
    assert content(plain(read(f"{{name: g, rules: {rules}}}"))) == {"name": "g", "rules": []}
