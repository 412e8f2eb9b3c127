"""How long a server has kept us waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopwatch:
    """Runs while we wait for the server, and stands still while the caller works on what came.

    Every read is given what `remaining` says, so that a server that sends one byte a second is cut
    off at the limit, wherever in its answer it is.
    """

    def __init__(self, limit: float, clock: Callable[[], float]) -> None:
        self.limit = limit
        self._clock = clock
        self._before = 0.0
        self._since: float | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time that is spent inside."""
        self._since = self._clock()
        try:
            yield
        finally:
            self._before = self.elapsed
            self._since = None

    @property
    def elapsed(self) -> float:
        """Seconds spent waiting so far."""
        return self._before + (0.0 if self._since is None else self._clock() - self._since)

    @property
    def remaining(self) -> float:
        """Seconds left; none or less where the limit is reached."""
        return self.limit - self.elapsed
