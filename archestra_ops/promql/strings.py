"""PromQL's strings: read from their spelling, and spelled."""

from __future__ import annotations

import re
from typing import Final

from archestra_ops.errors import PromQLError

# https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals: Go's escapes.
_ESCAPE: Final = re.compile(
    rb"\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL
)
_PLAIN: Final = {
    b"a": b"\a",
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"v": b"\v",
    b"\\": b"\\",
    b"'": b"'",
    b'"': b'"',
}
_SHORT: Final = 60


def decoded(spelling: str) -> str:
    """The text that a quoted *spelling* stands for; between backticks nothing is an escape.

    Raises PromQLError for an escape that PromQL does not know.
    """
    inner = spelling[1:-1]
    if "\\" not in inner or spelling[0] == "`":
        return inner
    try:
        return _ESCAPE.sub(_unescaped, inner.encode()).decode(errors="replace")
    except (KeyError, ValueError, OverflowError):
        raise PromQLError(
            f"string {shortened(spelling)} holds an escape that PromQL does not know",
            hint=r"write a backslash as '\\', or put the string between backticks",
        ) from None


def quoted(value: str) -> str:
    """Spell *value* as a string between double quotes."""
    escaped = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'


def shortened(text: str) -> str:
    """One line of *text*, cut where it gets long: how a message names an expression."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def _unescaped(found: re.Match[bytes]) -> bytes:
    hexadecimal, octal, short, long, plain = found.groups()
    if plain:
        return _PLAIN[plain]
    if hexadecimal or octal:
        # One byte, not one character; over 255 is refused by bytes().
        return bytes([int(hexadecimal, 16) if hexadecimal else int(octal, 8)])
    return chr(int(short or long, 16)).encode()
