from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import file, told


@pytest.mark.parametrize(
    ("rule", "line", "message", "hint"),
    [
        ("alert: A\nrecord: a\nexpr: up", 5, "it has both 'record' and 'alert'", "keep one of them"),  # noqa: E501 - a rule or a message in full
        ("expr: up", 4, "it has neither 'alert' nor 'record'", "give it a name"),
        ("alert: A", 4, "it has no expression", "add expr: …"),
        ("alert: A\nexpr: ''", 5, "it has no expression", "add expr: …"),
        ("alert: A\nexpr: [up]", 5, "it has no expression", "add expr: …"),
        ("alert: [A]\nexpr: up", 4, "'alert' is no text", ""),
        ("record: a-b\nexpr: up", 4, "'a-b' is no metric name", "as in level:metric:operations"),
        ("record: a\nexpr: up\nfor: 5m", 6, "a recording rule has no 'for'", "only alerts have it"),
        (
            "record: a\nexpr: up\nannotations: {}",
            6,
            "a recording rule has no 'annotations'",
            "only alerts have it",
        ),
        (
            "alert: A\nexpr: up\nfor: 5",
            6,
            "'for': '5' is not a duration",
            "give a unit: 5s is seconds, 5m is minutes",
        ),
        ("alert: A\nexpr: up\nlabels: [a]", 6, "'labels' is a list, and has to be a table", ""),
        (
            "alert: A\nexpr: up\nlabels: {a-b: c}",
            6,
            "'a-b' is no name for one of its labels",
            "letters, digits and '_', not __name__",
        ),
        (
            "alert: A\nexpr: up\nlabels:\n  __name__: c",
            7,
            "'__name__' is no name for one of its labels",
            "letters, digits and '_', not __name__",
        ),
        (
            "alert: A\nexpr: up\nannotations: {a: {b: c}}",
            6,
            "'a' of its annotations is no text",
            "",
        ),
    ],
)  # fmt: skip
def test_what_prometheus_refuses_is_found(rule, line, message, hint) -> None:
    assert told(file(rule), "structure") == [(line, "error", message, hint)]


@pytest.mark.parametrize(
    "rule",
    [
        "alert: Any name at all\nexpr: 1\nfor: 0\nkeep_firing_for: 1h30m\nlabels: {__a: 1}",
        "record: level:metric:sum\nexpr: sum(up)\nlabels: {a: no}",
        "alert: A\nexpr: up\nlabels:\nannotations: {}\nfor:",
    ],
)
def test_what_it_takes_is_fine(rule) -> None:
    assert told(file(rule), "structure") == []
