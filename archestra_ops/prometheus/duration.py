"""Durations as Prometheus' configuration writes them: `15s`, `1h30m`, `500ms`.

Syntax: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#configuration-file
"""

from __future__ import annotations

import re
from typing import Final

from archestra_ops.errors import OpsError

# Largest first, each at most once: the order in which Prometheus wants them.
_UNITS: Final = {
    "y": 31_536_000_000,
    "w": 604_800_000,
    "d": 86_400_000,
    "h": 3_600_000,
    "m": 60_000,
    "s": 1000,
    "ms": 1,
}
_DURATION = re.compile("".join(f"(?:([0-9]+){unit})?" for unit in _UNITS))
_LONGEST: Final = (2**63 - 1) // 1_000_000  # milliseconds; Prometheus counts nanoseconds in 64 bits


def seconds(text: str) -> float:
    """How many seconds the duration *text* is; raises OpsError where it is none."""
    found = _DURATION.fullmatch(text)
    if text != "0" and (not text or found is None):
        raise OpsError(f"{text!r} is not a duration", hint=_hint(text))
    numbers = found.groups("0") if found is not None else ()
    # By length first: Python refuses to read a number of thousands of digits.
    if any(len(number.lstrip("0")) > len(str(_LONGEST)) for number in numbers):
        raise OpsError(f"the duration {text[:40]!r} is too long", hint=_TOO_LONG)
    length = sum(int(n) * unit for n, unit in zip(numbers, _UNITS.values(), strict=False))
    if length > _LONGEST:
        raise OpsError(f"the duration {text[:40]!r} is too long", hint=_TOO_LONG)
    return length / 1000


def text(length: float) -> str:
    """*length* seconds as a duration, `1m30s`, to the millisecond."""
    rest = round(length * 1000)
    parts = []
    for unit in ("h", "m", "s", "ms"):
        count, rest = divmod(rest, _UNITS[unit])
        parts += [f"{count}{unit}"] if count else []
    return "".join(parts) or "0s"


_TOO_LONG = "give less than 290 years"


def _hint(text: str) -> str:
    if text.isascii() and text.isdigit():
        return f"give a unit: {text}s is seconds, {text}m is minutes"
    return "give a whole number and a unit, as in 15s, 1m or 1h30m"
