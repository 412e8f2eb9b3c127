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


@pytest.mark.parametrize("text", [file(alert("up > 1")), "groups:\n", "groups: []\n"])
def test_a_rule_file_is_one_even_if_it_has_none(text) -> None:
    assert told(text, "no-rules") == []
