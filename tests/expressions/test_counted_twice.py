from __future__ import annotations

import pytest

from archestra_ops.expressions.counted_twice import find
from tests.expressions.finding import KNOWN, MOVING

OLD = "'old' and 'new_total' are the same events, and are counted twice"
WAIT = "'old_wait_count' and 'new_wait_count' are the same events, and are counted twice"


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        ("rate(old[5m]) + rate(new_total[5m])", OLD),
        ("sum(rate(new_total[5m])) + sum(rate(old[5m]))", OLD),
        ("rate(old[5m]) + up + rate(new_total[5m])", OLD),
        ("sum by (job) (increase(old_wait_count[1h])) + rate(new_wait_count[5m])", WAIT),
        ('sum(rate({__name__=~"(old|new_total)"}[5m]))', OLD),
        ('count by (job) ({__name__=~"(old|new)_wait_count"})', WAIT),
        ('sum({__name__=~".*_wait_count", __name__!="up"})', WAIT),
    ],
)
def test_events_that_are_added_twice_are_found(expr, message) -> None:
    (wrong,) = find(expr, MOVING)

    assert wrong.message == message
    assert wrong.hint.startswith("ask for one of them, or for new_")


@pytest.mark.parametrize(
    "expr",
    [
        "rate(old[5m]) or rate(new_total[5m])",
        "sum(rate(new_total[5m]) or rate(old[5m]))",
        "rate(old[5m]) - rate(new_total[5m])",
        "rate(old[5m]) / rate(new_total[5m])",
        "rate(old[5m]) + rate(old_wait_count[5m])",
        "rate(old_wait_sum[5m]) + rate(new_wait_count[5m])",
        'sum(rate({__name__=~"old.*"}[5m]))',
        'max({__name__=~"old|new_total"})',
        'sum by (__name__) ({__name__=~"old|new_total"})',
        'sum({job="a"})',
        "sum(frobnicated) + rate(old[5m])",
    ],
)
def test_what_counts_each_event_once_is_fine(expr) -> None:
    assert [*find(expr, MOVING)] == []


def test_a_platform_without_twins_is_not_asked() -> None:
    assert [*find("rate(old[5m]) + rate(new_total[5m])", KNOWN)] == []
