"""Several requests at a time, and never more than Grafana should have to answer at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Final, TypeVar, cast

from archestra_ops.errors import OpsError

MOST: Final = 4
"""How many requests are in flight at a time."""

T = TypeVar("T")
U = TypeVar("U")


class Crew:
    """Runs jobs in at most MOST threads.

    The threads do not keep the process from ending: after a second Ctrl-C nobody waits for them.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Begin no more jobs; those that have begun go on to their end."""
        self._stopped.set()

    def each(self, jobs: Sequence[Callable[[], T]]) -> Iterator[tuple[int, T | OpsError]]:
        """Run *jobs*; of each its place and what it returned or raised, in the order of their ends.

        Those that a stop keeps from beginning are missing. Raises what is no OpsError: a bug.
        """
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        ended: queue.SimpleQueue[tuple[int, T | BaseException] | None] = queue.SimpleQueue()
        for place in range(len(jobs)):
            waiting.put(place)

        def work() -> None:
            with suppress(queue.Empty):
                while not self._stopped.is_set():
                    place = waiting.get_nowait()
                    ended.put((place, _outcome(jobs[place])))
            ended.put(None)

        running = min(MOST, len(jobs))
        for _ in range(running):
            threading.Thread(target=work, daemon=True).start()
        while running:
            if (end := ended.get()) is None:
                running -= 1
            else:
                yield end[0], self._checked(end[1])

    def _checked(self, outcome: T | BaseException) -> T | OpsError:
        if isinstance(outcome, BaseException) and not isinstance(outcome, OpsError):
            self.stop()
            raise outcome
        return outcome


def _outcome(job: Callable[[], T]) -> T | BaseException:
    try:
        return job()
    except BaseException as error:  # noqa: BLE001 - whoever waits for the job raises it
        return error


def together(jobs: Sequence[Callable[[], T]]) -> list[T | OpsError]:
    """What each of *jobs* returned or raised, in their order."""
    outcomes = dict(Crew().each(jobs))
    return [outcomes[place] for place in range(len(jobs))]


def both(first: Callable[[], T], second: Callable[[], U]) -> tuple[T, U]:
    """What *first* and *second* return, run at the same time; raises what one of them raises."""
    one, two = together([first, second])
    if isinstance(one, OpsError):
        raise one
    if isinstance(two, OpsError):
        raise two
    return cast("T", one), cast("U", two)
