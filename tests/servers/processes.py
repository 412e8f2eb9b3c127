"""A program that runs in the background of a test, and is gone after it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from pwd import struct_passwd
from typing import Any, TypeVar

from archestra_ops.prometheus.server import free_port

_SECONDS = 30.0
_STARTS = 3  # another program may take the port first
_Server = TypeVar("_Server")


class StartError(Exception):
    """A program ended before it was ready: what it said."""


@contextmanager
def running(
    command: list[str | Path],
    log: Path,
    ready: Callable[[], bool],
    *,
    stop: signal.Signals = signal.SIGTERM,
    account: struct_passwd | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start *command*, wait until it is *ready*; end it by *stop*, and by force where it stays."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            **identity(account),
        )
    try:
        _await(process, log, ready)
        yield process
    finally:
        process.send_signal(stop)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS)
        process.kill()
        process.communicate()


def until(look: Callable[[], bool]) -> None:
    """Wait until *look* sees what it looks for; fails where that does not come."""
    deadline = time.monotonic() + _SECONDS
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def on_free_port(
    stack: ExitStack, start: Callable[[int], AbstractContextManager[_Server]]
) -> _Server:
    """Enter what *start* makes of a free port into *stack*."""
    for left in reversed(range(_STARTS)):
        with suppress(*([StartError] if left else [])):
            return stack.enter_context(start(free_port()))
    raise AssertionError


def commands(needle: str) -> dict[int, str]:
    """The command lines that mention *needle*, by process id."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it may end meanwhile
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if needle in line:
                found[int(file.parent.name)] = line
    return found


def identity(account: struct_passwd | None) -> dict[str, Any]:
    """What `subprocess` needs to run a program as *account*."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _await(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise StartError(log.read_text(errors="replace"))
        time.sleep(0.02)
