"""`ops` and `python -m archestra_ops`.

What must hold while the command line itself is still being imported, which takes a moment: so this
module imports nothing of it before `main` has seen to that.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from typing import Any, Final

_ABOVE: Final = 128  # and the signal's number: what shells exit with, 130 for Ctrl-C
_DEFAULTS: Final = (signal.SIG_DFL, signal.default_int_handler)
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def main() -> None:
    """Run `ops`; Ctrl-C, SIGTERM and SIGHUP end it quietly from the first moment on."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) in _DEFAULTS:  # what was told to be ignored stays so
            signal.signal(one, _end)
    # A character that stdout has none for is spelt out: neither it nor the rest may get lost. What
    # was chosen by PYTHONIOENCODING or comes with the locale `C` stays so.
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(_Said(sys.stderr.fileno(), "w", closefd=False)),
            encoding=sys.stderr.encoding,
            errors=sys.stderr.errors,
            line_buffering=True,
        )
    from archestra_ops.cli import main as ops  # noqa: PLC0415 - it takes the moment that is meant

    ops()


class _Said(io.FileIO):
    """Stderr, of which what it has no room for is lost: the exit code tells the same as ever."""

    def write(self, said: Any, /) -> int:  # noqa: ANN401 - whatever has bytes
        """Write what there is room for."""
        try:
            return super().write(said)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            return memoryview(said).nbytes


def _end(number: int, _frame: object) -> None:
    os._exit(_ABOVE + number)  # nothing is begun yet, and an import that breaks off would be told


if __name__ == "__main__":
    main()
