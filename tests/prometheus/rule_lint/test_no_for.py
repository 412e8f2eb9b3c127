from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

MESSAGE = "it fires at once: it has no 'for'"
HINT = "say how long it may be so, as in for: 5m, or for: 0s where once is enough"


def waits(expr: str, line: str = "for:") -> list[tuple[int, str, str, str]]:
    return told(file(alert(expr, line)), "no-for")


@pytest.mark.parametrize(
    "expr", ["up == 0", "up == 0 unless ALERTS", "up > 1 and other", "sum(a) / sum(b) > 0.1"]
)
def test_one_bad_sample_is_enough(expr) -> None:
    assert waits(expr) == [(5, "warning", MESSAGE, HINT)]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x_total[5m]) > 1",
        "increase(x_total[5m]) > 0",
        "changes(up[1m]) > 0",
        "time() - process_start_time_seconds < 60",
        "x - x offset 5m > 1",
        "max_over_time((up == 0)[5m:1m]) == 0",
    ],
)
def test_what_looks_back_by_itself_is_only_remarked(expr) -> None:
    assert waits(expr) == [(5, "info", MESSAGE, HINT)]


@pytest.mark.parametrize("line", ["for: 1m", "for: 0s", "for: 0"])
def test_a_decision_is_fine(line) -> None:
    assert waits("up == 0", line) == []


@pytest.mark.parametrize(
    "expr",
    [
        "vector(1)",
        "absent(up)",
        'ALERTS{severity="info"} == 1',
        'sum(ALERTS{alertstate="firing"}) by (job) > 10 unless on (job) up == 0',
    ],
)
def test_what_another_rule_is_about_is_fine(expr) -> None:
    assert waits(expr) == []


def test_a_recording_rule_waits_for_nothing() -> None:
    assert told(file("record: a\nexpr: up"), "no-for") == []
