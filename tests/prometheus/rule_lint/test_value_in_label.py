from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("text", ["{{ $value }}", "at {{ $value | humanize }}", "{{ .Value }}"])
def test_a_value_in_a_label_is_found(text) -> None:
    assert told(file(alert("up > 1", f"labels: {{now: '{text}'}}")), "value-in-label") == [
        (
            8,
            "error",
            "label 'now' holds the value, so that it is a new alert at every change",
            "move it into an annotation",
        )
    ]


@pytest.mark.parametrize(
    "text",
    ["{{ $labels.value }}", "{{ if gt $value 9.0 }}critical{{ else }}warning{{ end }}", "$value"],
)
def test_labels_that_stay_the_same_are_fine(text) -> None:
    assert told(file(alert("up > 1", f"labels: {{now: '{text}'}}")), "value-in-label") == []
