"""Ctrl-C while something is being done that should not be left half done."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from archestra_ops.cli import signals


@contextmanager
def stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """Call *stop* for the first Ctrl-C, SIGTERM or SIGHUP inside; a second one ends it at once."""

    def first(number: int, _frame: FrameType | None) -> None:
        signals.heard(number)
        # Asked, not remembered: it may come before all of them have this handler.
        for one in signals.ENDING:
            if signal.getsignal(one) is first:
                signal.signal(one, signals.end)
        stop()

    with signals.handled(first):
        yield
