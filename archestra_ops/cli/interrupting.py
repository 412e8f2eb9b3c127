"""Ctrl-C while something is being done that should not be left half done."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """Call *stop* for the first Ctrl-C, SIGTERM or SIGHUP inside; a second one ends it at once."""

    def first(_number: int, _frame: FrameType | None) -> None:
        for one in heard:
            signal.signal(one, signal.default_int_handler)
        stop()

    # What was told to be ignored stays so: `nohup` means it.
    heard = [one for one in _ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, first) for one in heard}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
