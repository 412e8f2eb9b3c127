from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.expressions.short_window import find
from archestra_ops.packs.catalogue import catalogue
from tests.expressions.finding import KNOWN, found


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        ("rate(x[20s])", "rate() over 20s needs two samples, and there is one every 15 s"),
        (
            "irate(x[15000ms])",
            "irate() over 15000ms needs two samples, and there is one every 15 s",
        ),
        (
            "changes(x[29s]) > 0",
            "changes() over 29s needs two samples, and there is one every 15 s",
        ),
    ],
)
def test_a_window_for_one_sample_is_found(expr, message) -> None:
    assert found(find, expr) == [(message, "take at least 60s")]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x[30s])",
        "rate(x[$__rate_interval])",
        "rate(a:b:c[10s])",
        "max_over_time(x[10s])",
        "rate(x[1m])",
        "rate(x[5m:10s])",
        "x",
    ],
)
def test_a_window_for_two_is_fine(expr) -> None:
    assert found(find, expr) == []


def test_it_goes_by_how_often_the_metric_has_a_sample() -> None:
    slow = replace(KNOWN, scrape_interval=60.0)
    cloud = catalogue(packs.provider("cloudsql"))
    name = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_up"

    assert [one.hint for one in find("rate(x[1m])", slow)] == ["take at least 240s"]
    assert len(list(find(f"changes({name}[1m])", cloud))) == 1
    assert list(find(f"changes({name}[2m])", cloud)) == []
