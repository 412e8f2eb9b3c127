from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import Any

import pytest

from archestra_ops.errors import UnavailableError
from archestra_ops.prometheus import children
from archestra_ops.prometheus.children import child, go_on, threads


def ended(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.kill()


def runs(pid: int) -> bool:
    """Whether the process is there, even as a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_runs_inside_and_is_stopped_outside() -> None:
    with child(["sleep", "60"], stop=ended) as process:
        assert runs(process.pid)

    assert not runs(process.pid)


def test_what_it_says_is_heard_and_the_environment_is_the_given_one() -> None:
    with child(["/bin/sh", "-c", "echo $A; echo err >&2"], stop=ended, env={"A": "a"}) as process:
        assert process.communicate() == (b"a\n", b"err\n")


def test_one_that_cannot_be_started_says_so() -> None:
    with pytest.raises(FileNotFoundError), child(["/no/such/program"], stop=ended):
        pass


@pytest.mark.parametrize("at", ["before it is known", "inside"])
def test_an_interrupt_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """The program runs before `Popen` returns, and a signal may come between the two."""
    popen = subprocess.Popen
    pids = []

    def interrupted(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        process = popen(*given, **named)
        pids.append(process.pid)
        if at != "inside":
            signal.raise_signal(signal.SIGINT)
        return process

    monkeypatch.setattr(children.subprocess, "Popen", interrupted)

    with pytest.raises(KeyboardInterrupt), child(["sleep", "60"], stop=ended):
        signal.raise_signal(signal.SIGINT)

    assert [runs(pid) for pid in pids] == [False]


@pytest.mark.parametrize("at", ["before it starts", "as it starts"])
def test_an_interrupt_as_its_thread_is_made_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Then the pool does not know the thread yet, and waits for none."""
    popen = subprocess.Popen
    processes = []
    begun = threading.Event()
    over = threading.Event()
    made = []

    class Pool(ThreadPoolExecutor):
        def submit(self, start: Callable[[], None]) -> None:
            def later() -> None:
                if at == "before it starts":
                    over.wait()
                start()

            made.append(threading.Thread(target=later))
            made[0].start()
            if at != "before it starts":
                begun.wait()
            raise KeyboardInterrupt

    def slow(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        begun.set()
        time.sleep(0.1)
        processes.append(popen(*given, **named))
        return processes[0]

    monkeypatch.setattr(children, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(children.subprocess, "Popen", slow)

    with ExitStack() as stack:
        stack.callback(over.set)
        with pytest.raises(KeyboardInterrupt), child(["sleep", "60"], stop=ended):
            pass

    made[0].join()
    try:
        assert [process.returncode for process in processes] == (
            [] if at == "before it starts" else [-9]
        )
    finally:
        for process in processes:
            ended(process)


def test_an_interrupt_ends_what_threads_have_started_and_starts_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end = children._Crew.end

    def slow(crew: children._Crew) -> None:
        """The threads are done before the main one goes on."""
        end(crew)
        while not all(one.done() for one in work):
            time.sleep(0.001)

    def sleeps(_number: int) -> None:
        with child(["sleep", "60"], stop=ended) as process:
            processes.append(process)
            process.wait()
        go_on()

    monkeypatch.setattr(children._Crew, "end", slow)
    processes: list[subprocess.Popen[bytes]] = []
    work: list[Future[None]] = []
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), threads(2) as pool:  # noqa: PT012 - begun in it
        work += [pool.submit(sleeps, number) for number in range(4)]
        while len(processes) < 2:
            time.sleep(0.001)
        signal.raise_signal(signal.SIGINT)

    assert time.monotonic() - started < 20
    assert [runs(process.pid) for process in processes] == [False, False]
    assert [isinstance(one.exception(), UnavailableError) for one in work[:2]] == [True, True]
    assert [one.cancelled() for one in work[2:]] == [True, True]


def test_a_thread_whose_pool_has_ended_cannot_start_a_program() -> None:
    def late() -> None:
        begun.set()
        with suppress(UnavailableError):
            while True:
                go_on()
                time.sleep(0.001)
        with child(["sleep", "60"], stop=ended):
            pass

    begun = threading.Event()
    with pytest.raises(ValueError, match="it is over"), threads(1) as pool:  # noqa: PT012 - in it
        work = pool.submit(late)
        begun.wait()
        raise ValueError("it is over")

    with pytest.raises(UnavailableError, match="it was ended before it was done"):
        work.result()


def test_without_a_pool_or_an_end_one_goes_on() -> None:
    go_on()
    with threads(1) as pool:
        assert pool.submit(go_on).result() is None
