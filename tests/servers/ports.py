"""Ports of this machine that a test may count on."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

_HOST = "127.0.0.1"


@contextmanager
def refusing() -> Iterator[int]:
    """A port at which nothing listens: it is held, so that nobody else begins to meanwhile."""
    with socket.socket() as held:
        held.bind((_HOST, 0))
        yield held.getsockname()[1]


def hold(taken: socket.socket) -> int:
    """Bind *taken* to a port that nobody else has, and give its number; it listens when told to.

    By number: a port that the system chose is given up as soon as nobody listens. Another socket
    has it until then, or the next program would find it free.
    """
    with socket.socket() as finder:
        for one in (finder, taken):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        finder.bind((_HOST, 0))
        port: int = finder.getsockname()[1]
        taken.bind((_HOST, port))
    return port
