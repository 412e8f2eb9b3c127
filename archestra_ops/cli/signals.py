"""Signals that end a command, and the exit code that tells which it was."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

INTERRUPTED: Final = 130
"""The exit code of what a signal ended: 128 + SIGINT, as shells have it."""
ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ABOVE: Final = 128
# A process hears its signals as a whole; the first that ended something is what it ended by.
_heard: list[int] = []


def heard(number: int) -> None:
    """Remember that the signal *number* ends the command."""
    _heard.append(number)


def end(number: int, _frame: FrameType | None) -> None:
    """End what runs as Ctrl-C does: the handler of a signal."""
    heard(number)
    raise KeyboardInterrupt


def exit_code() -> int:
    """What to exit with where a signal ended the command: 143 for SIGTERM, 129 for SIGHUP."""
    return _ABOVE + _heard[0] if _heard else INTERRUPTED


@contextmanager
def terminable() -> Iterator[None]:
    """Let what else ends a command end what is inside as Ctrl-C does.

    That is SIGTERM, as CI and service managers send it, and SIGHUP of a terminal that was closed.
    """
    _heard.clear()
    with handled(end):
        yield


@contextmanager
def handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let *handler* hear inside what ends a command.

    What was told to be ignored stays so: `nohup` means it.
    """
    listened = [one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, handler) for one in listened}
    try:
        yield
    finally:
        for one, earlier in before.items():
            signal.signal(one, earlier)
