"""Programs that we start, and that do not outlive us."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO, TypeAlias

from archestra_ops.errors import UnavailableError

_Stream: TypeAlias = int | IO[bytes]


class _Crew:
    """The programs that the threads of one pool have started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: list[subprocess.Popen[bytes]] = []
        self.is_over = False

    def start(self, popen: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
        """What *popen* starts; raises UnavailableError once it is over."""
        with self._lock:
            self.refuse()
            process = popen()
            self._processes.append(process)
        return process

    def left(self, process: subprocess.Popen[bytes]) -> None:
        """Forget *process*, which was stopped."""
        with self._lock:
            self._processes.remove(process)

    def end(self) -> None:
        """Kill all of them, and start no more."""
        with self._lock:
            self.is_over = True
            for process in self._processes:
                process.kill()  # does nothing where it has ended

    def refuse(self) -> None:
        """Raise UnavailableError once it is over: nobody waits for what comes out."""
        if self.is_over:
            raise UnavailableError("it was ended before it was done")


# That of the pool whose thread looks; none in the main thread, whom an interrupt itself reaches.
_CREW: ContextVar[_Crew | None] = ContextVar("crew", default=None)


@contextmanager
def threads(number: int) -> Iterator[ThreadPoolExecutor]:
    """A pool of *number* threads, whose programs end where the block ends by an exception.

    An interrupt is one, and is raised in the main thread only: the others would go on until what
    they wait for has ended by itself, and the command with them.
    """
    crew = _Crew()
    with ThreadPoolExecutor(number, initializer=_CREW.set, initargs=(crew,)) as pool:
        try:
            yield pool
        except BaseException:
            try:  # in this order: a thread whose program ends takes up the next that is left
                pool.shutdown(wait=False, cancel_futures=True)
            finally:
                crew.end()
            raise


def go_on() -> None:
    """Raise UnavailableError where the block of this thread's pool has ended.

    For what takes long by itself and starts no program meanwhile.
    """
    crew = _CREW.get()
    if crew is not None:
        crew.refuse()


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
    crew = _CREW.get() or _Crew()
    starting = threading.Lock()
    is_over = False

    def start() -> None:
        with starting:
            if not is_over:
                processes.append(
                    crew.start(
                        lambda: subprocess.Popen(  # noqa: S603 - no shell, and callers look it up
                            command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=env
                        )
                    )
                )

    try:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(start).result()
        yield processes[0]
    finally:
        # An interrupt while the thread itself was made: nobody has waited for it.
        with starting:
            is_over = True
        for process in processes:
            stop(process)
            crew.left(process)
