from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import told


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("groups: {}", 1, "'groups' of the file is a table, and has to be a list", ""),
        ("groups:\n- a\n", 2, "group 1 is one value, and has to be a table", ""),
        ("groups:\n-\n", 2, "group 1 is empty, and has to be a table", ""),
        ("groups:\n- rules: []\n", 2, "it has no name", "add name: …"),
        (
            "groups:\n- name: a\n- name: a\n",
            3,
            "another group has this name",
            "rename this one, or the one in line 2",
        ),
        (
            "groups:\n- name: a\n  interval: 5\n",
            3,
            "'interval': '5' is not a duration",
            "give a unit: 5s is seconds, 5m is minutes",
        ),
        ("groups:\n- name: a\n  limit: x\n", 3, "'limit' is no whole number", ""),
        ("groups:\n- name: a\n  rules: {}\n", 3, "'rules' is a table, and has to be a list", ""),
        ("groups:\n- name: a\n  rules:\n  - b\n", 4, "rule 1 is one value, and has to be a table", ""),  # noqa: E501 - a rule or a message in full
    ],
)  # fmt: skip
def test_what_prometheus_refuses_is_found(text, line, message, hint) -> None:
    assert told(text, "group-structure") == [(line, "error", message, hint)]


@pytest.mark.parametrize(
    "text",
    [
        "groups:\n",
        "groups:\n- name: a\n- name: b\n  rules:\n  interval: 1m\n  limit: 10\n",
        "namespace: a\ngroups: [{name: a}]\n---\nnamespace: b\ngroups: [{name: a}]\n",
    ],
)
def test_what_it_takes_is_fine(text) -> None:
    assert told(text, "group-structure") == []
