from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("line", ["labels: {team: a}", "labels: {}", "labels:"])
def test_an_alert_without_it_is_found(line) -> None:
    assert told(file(alert("up > 1", line)), "no-severity") == [
        (5, "warning", "it has no severity", "add the label severity: critical, warning or info")
    ]


def test_an_alert_with_it_is_fine() -> None:
    assert told(file(alert("up > 1", "labels: {severity: info}")), "no-severity") == []


def test_a_recording_rule_needs_none() -> None:
    assert told(file("record: a\nexpr: up"), "no-severity") == []
