"""Programs that we start, and that do not outlive us."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeAlias

_Stream: TypeAlias = int | IO[bytes]


@contextmanager
def child(
    command: Sequence[str | Path],
    *,
    stop: Callable[[subprocess.Popen[bytes]], None],
    stdout: _Stream = subprocess.PIPE,
    stderr: _Stream = subprocess.PIPE,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """The process of *command*, without input, that *stop* is called for at the end of the block.

    An interrupt is raised in the main thread, maybe when the program runs already and `Popen` has
    yet to say so: in a thread of its own, that is finished, and the process known.
    """
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        processes.append(
            subprocess.Popen(  # noqa: S603 - no shell, and callers look the program up
                command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=env
            )
        )

    try:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(start).result()
        yield processes[0]
    finally:
        for process in processes:
            stop(process)
