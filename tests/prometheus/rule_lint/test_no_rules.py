from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

HINT = "give rule files of Prometheus, PrometheusRules or a Mimir ruler's namespaces"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "it is empty"),
        ("# nothing\n", 1, "it holds no rules"),
        ("a: b\n", 1, "it holds no rules"),
        ("- a\n", 1, "it holds no rules"),
        ("text", 1, "it holds no rules"),
        ("apiVersion: v1\nkind: Secret\n", 1, "it holds no rules"),
    ],
)
def test_another_file_is_found(text, line, message) -> None:
    assert told(text, "no-rules") == [(line, "error", message, HINT)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "global: {}\nroute: {receiver: a}\nreceivers: []\n",
            "it is a configuration of Alertmanager",
            "amtool check-config looks at those",
        ),
        (
            "scrape_configs: []\n",
            "it is a configuration of Prometheus",
            "promtool check config looks at those, and ops scrape-config check at its jobs",
        ),
        (
            "rule_files: [a.yml]\ntests: []\n",
            "it is a file of unit tests",
            "promtool test rules runs those",
        ),
    ],
)
def test_what_it_is_instead_is_said(text, message, hint) -> None:
    assert told(text, "no-rules") == [(1, "error", message, hint)]


@pytest.mark.parametrize(
    "text",
    ["groups:\n", "groups: []\n", "groups: [{name: g}]\n", "groups: [{name: g, rules: []}]\n"],
)
def test_a_rule_file_without_rules_does_nothing(text) -> None:
    assert told(text, "no-rules") == [
        (1, "warning", "it holds no rules", "nothing of it is ever evaluated")
    ]


@pytest.mark.parametrize(
    "text",
    [
        file(alert("up > 1")),
        "groups: 5\n",
        "groups: [5]\n",
        "groups: [{name: g, rules: 5}]\n",
        "groups: [{name: g, rules: [{}]}]\n",
    ],
)
def test_a_file_with_rules_or_with_another_fault_is_left_to_others(text) -> None:
    assert told(text, "no-rules") == []
