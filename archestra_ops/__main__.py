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
from typing import Final

_ABOVE: Final = 128  # and the signal's number: what shells exit with, 130 for Ctrl-C
_DEFAULTS: Final = (signal.SIG_DFL, signal.default_int_handler)
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def main() -> None:
    """Run `ops`; Ctrl-C, SIGTERM and SIGHUP end it quietly from the first moment on."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) in _DEFAULTS:  # what was told to be ignored stays so
            signal.signal(one, _end)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # PYTHONUNBUFFERED, usual in containers, would lose what a pipe does not take at once.
        if isinstance(sys.stdout.buffer, io.RawIOBase):
            sys.stdout = _buffered(sys.stdout)
        # A character that stdout has none for is spelt out: neither it nor the rest may get lost.
        # What was chosen by PYTHONIOENCODING or comes with the locale `C` stays so.
        if sys.stdout.errors == "strict":
            sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _buffered(sys.stderr, _Said)
    from archestra_ops.cli import main as ops  # noqa: PLC0415 - it takes the moment that is meant

    ops()


def _buffered(
    stream: io.TextIOWrapper, kind: type[io.TextIOWrapper] = io.TextIOWrapper
) -> io.TextIOWrapper:
    """*stream* as a *kind* of text that is written line by line, each of them whole."""
    return kind(
        open(stream.fileno(), "wb", closefd=False),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=True,
    )


class _Said(io.TextIOWrapper):
    """Stderr, of which what it has no room for is lost: the exit code tells the same as ever.

    A class of text: below that, an interrupt between what was written and its count would have the
    line written again.
    """

    def write(self, text: str, /) -> int:
        """Write what there is room for."""
        try:
            return super().write(text)
        except OSError as error:
            self._drop(error)
            return len(text)

    def flush(self) -> None:
        """Write what there is room for."""
        try:
            super().flush()
        except OSError as error:
            self._drop(error)

    def _drop(self, error: OSError) -> None:
        """Let what is buffered, and all that follows, go nowhere; other errors are raised."""
        if error.errno not in _NO_ROOM:
            raise error
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


def _end(number: int, _frame: object) -> None:
    os._exit(_ABOVE + number)  # nothing is begun yet, and an import that breaks off would be told


if __name__ == "__main__":
    main()
