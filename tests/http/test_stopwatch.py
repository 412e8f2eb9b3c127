from __future__ import annotations

import pytest

from archestra_ops.http.stopwatch import Stopwatch


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_only_the_time_inside_counts() -> None:
    clock = Clock()
    stopwatch = Stopwatch(10.0, clock)
    clock.now += 50
    with stopwatch.running():
        clock.now += 3
    clock.now += 50
    with stopwatch.running():
        clock.now += 4
        assert (stopwatch.elapsed, stopwatch.remaining) == (7.0, 3.0)
        clock.now += 4

    assert (stopwatch.elapsed, stopwatch.remaining) == (11.0, -1.0)


def test_it_stops_where_the_inside_raises() -> None:
    clock = Clock()
    stopwatch = Stopwatch(10.0, clock)

    def fail() -> None:
        clock.now += 2
        raise KeyError

    with pytest.raises(KeyError), stopwatch.running():
        fail()
    clock.now += 50

    assert stopwatch.elapsed == 2.0
