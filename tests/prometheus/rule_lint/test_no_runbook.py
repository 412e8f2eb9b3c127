from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("line", ["annotations: {summary: a}", "annotations: {}", "annotations:"])
def test_an_alert_without_it_is_found(line) -> None:
    assert told(file(alert("up > 1", line)), "no-runbook") == [
        (5, "info", "it has no runbook", "add the annotation 'runbook_url'")
    ]


def test_an_alert_with_it_is_fine() -> None:
    assert told(file(alert("up > 1", "annotations: {runbook_url: a}")), "no-runbook") == []


def test_a_recording_rule_needs_none() -> None:
    assert told(file("record: a\nexpr: up"), "no-runbook") == []
