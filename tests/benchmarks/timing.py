"""How long a command takes, in a fresh process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence


def python(*arguments: str) -> float:
    """Seconds of wall time for this Python with *arguments*; it must succeed."""
    return command([sys.executable, *arguments])


def ops(*arguments: str) -> float:
    """Seconds of wall time for `ops` with *arguments*, started as the installed command is."""
    return python("-c", "from archestra_ops.__main__ import main; main()", *arguments)


def command(words: Sequence[str]) -> float:
    """Seconds of wall time for a command; it must succeed."""
    started = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started
