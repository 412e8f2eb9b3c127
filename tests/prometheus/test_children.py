from __future__ import annotations

import os
import signal
import subprocess
from typing import Any

import pytest

from archestra_ops.prometheus import children
from archestra_ops.prometheus.children import child


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
