from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.expressions.long_window import find
from tests.expressions.finding import KNOWN, found

HINT = "record shorter steps with a rule, and take the window over those"


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        ("increase(x[30d])", "a window of 30d reads 172,800 samples of each series"),
        (
            'sum(rate(x{code="5"}[4d])) / sum(rate(y:x[4d]))',
            "a window of 4d reads 23,040 samples of each series",
        ),
        (
            "avg_over_time(x[3d]) / y",
            "a window of 3d reads 17,280 samples of each series",
        ),
        ("avg_over_time(x[1w]) > 1", "a window of 1w reads 40,320 samples of each series"),
    ],
)
def test_a_window_over_very_many_samples_is_found(expr, message) -> None:
    assert found(find, expr) == [(message, HINT)]


@pytest.mark.parametrize(
    "expr",
    [
        "increase(x[1d])",
        "sum_over_time(level:x:increase1h[30d])",
        "increase(x[$__range])",
        "max_over_time(x[30d:1h])",
        "x offset 30d",
        'rate(x{code="5"}[3d]) / rate(x[3d]) > 14',
        'sum by (a) (increase(x{code="5"}[3d])) / sum by (a) (increase(x[3d]))',
    ],
)
def test_other_windows_are_fine(expr) -> None:
    assert found(find, expr) == []


def test_it_goes_by_how_often_the_metric_has_a_sample() -> None:
    assert list(find("increase(x[7d])", replace(KNOWN, scrape_interval=60.0))) == []
