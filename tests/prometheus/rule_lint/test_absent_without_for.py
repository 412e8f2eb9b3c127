from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("line", ["for:", "for: 0s"])
@pytest.mark.parametrize("expr", ["absent(up)", 'up == 1 unless absent(x{a="b"})'])
def test_absence_at_once_is_found(expr, line) -> None:
    assert told(file(alert(expr, line)), "absent-without-for") == [
        (
            5,
            "warning",
            "absent() without 'for' fires at every start of Prometheus",
            "say for how long it may be absent, as in for: 5m",
        )
    ]


@pytest.mark.parametrize(
    ("expr", "line"),
    [
        ("absent(up)", "for: 5m"),
        ("absent(up)", "for: 5x"),
        ("absent_over_time(up[10m])", "for:"),
        ("absent_things > 1", "for:"),
    ],
)
def test_absence_for_a_while_is_fine(expr, line) -> None:
    assert told(file(alert(expr, line)), "absent-without-for") == []


def test_a_recording_rule_may_ask_for_it() -> None:
    assert told(file("record: a\nexpr: absent(up)"), "absent-without-for") == []
