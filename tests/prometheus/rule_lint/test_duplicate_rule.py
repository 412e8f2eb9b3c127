from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

HINT = "take one of them out, or tell them apart by a label"


@pytest.mark.parametrize(
    ("first", "second", "part"),
    [
        (alert("up > 1"), alert("up  > 1"), "alert 'A' of group 'g'"),
        ("record: a\nexpr: up", "record: a\nexpr: sum(up)", "record 'a' of group 'g'"),
    ],
)
def test_the_same_again_is_found(first, second, part) -> None:
    ((line, severity, message, hint),) = told(file(first, second), "duplicate-rule")

    assert (severity, message, hint) == ("warning", f"it is the same as {part} in line 4", HINT)
    assert line > 5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (alert("up > 1"), alert("up > 2")),
        (alert("up > 1"), alert("up > 1", "labels: {severity: critical}")),
        ("record: a\nexpr: up", "record: a\nexpr: up\nlabels: {b: c}"),
        ("alert: A", "alert: A"),
    ],
)
def test_another_rule_is_fine(first, second) -> None:
    assert told(file(first, second), "duplicate-rule") == []


def test_another_namespace_is_another_place() -> None:
    one = file(alert("up > 1"))

    assert told(f"namespace: a\n{one}---\nnamespace: b\n{one}", "duplicate-rule") == []
