from __future__ import annotations

import threading
import time

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.sync.crew import MOST, Crew, both, together


def test_outcomes_stand_in_the_order_of_the_jobs() -> None:
    jobs = [lambda pause=pause: time.sleep(pause) or pause for pause in (0.02, 0.0, 0.01)]

    assert together(jobs) == [0.02, 0.0, 0.01]


def test_no_jobs_have_no_outcomes() -> None:
    assert together([]) == []


def test_at_most_four_run_at_a_time_and_four_do() -> None:
    running, most, lock = 0, 0, threading.Lock()
    meet = threading.Barrier(MOST)

    def job() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        meet.wait(30)  # however late a thread begins
        time.sleep(0.005)
        with lock:
            running -= 1

    together([job] * 20)

    assert most == MOST == 4


def test_an_error_for_the_user_is_an_outcome() -> None:
    error = OpsError("no")

    def fail() -> int:
        raise error

    assert together([lambda: 1, fail]) == [1, error]


def test_a_bug_is_raised() -> None:
    def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        together([fail])


def test_after_a_stop_nothing_more_begins_and_what_began_ends() -> None:
    crew = Crew()
    all_run = threading.Barrier(MOST, action=crew.stop)

    def job() -> int:
        return all_run.wait(30)

    ends = crew.each([job] * 10)

    assert len(list(ends)) == MOST


def test_both_run_at_the_same_time() -> None:
    meet = threading.Barrier(2)

    assert both(lambda: meet.wait(30) >= 0, lambda: str(meet.wait(30) >= 0)) == (True, "True")


@pytest.mark.parametrize("place", [0, 1])
def test_of_both_either_may_fail(place: int) -> None:
    def fail() -> int:
        raise OpsError("no")

    jobs = [lambda: 1, fail]

    with pytest.raises(OpsError, match="no"):
        both(jobs[place], jobs[1 - place])
