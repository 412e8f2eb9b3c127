from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize(
    "line", ["annotations: {description: a}", "annotations: {}", "annotations:"]
)
def test_an_alert_without_it_is_found(line) -> None:
    assert told(file(alert("up > 1", line)), "no-summary") == [
        (5, "warning", "it has no summary", "add the annotation 'summary': one line, no numbers")
    ]


def test_an_alert_with_it_is_fine() -> None:
    assert told(file(alert("up > 1", "annotations: {summary: a}")), "no-summary") == []


def test_a_recording_rule_needs_none() -> None:
    assert told(file("record: a\nexpr: up"), "no-summary") == []
