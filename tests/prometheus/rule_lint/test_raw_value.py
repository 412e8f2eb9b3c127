from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("text", ["{{ $value }}", "is {{$value}}!", "{{- .Value -}}"])
def test_a_value_as_it_is_is_found(text) -> None:
    assert told(file(alert("up > 1", f"annotations: {{summary: '{text}'}}")), "raw-value") == [
        (
            8,
            "info",
            "annotation 'summary' prints the value as it is",
            "write {{ $value | humanize }}, or humanizePercentage, humanizeDuration, printf",
        )
    ]


@pytest.mark.parametrize(
    "text",
    ["{{ $value | humanize }}", '{{ printf "%.1f" $value }}', "{{ $labels.value }}", "value"],
)
def test_a_value_for_people_is_fine(text) -> None:
    assert told(file(alert("up > 1", f"annotations: {{summary: '{text}'}}")), "raw-value") == []
