"""How long the windows of an expression are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PART: Final = re.compile(r"([0-9]+)(ms|[smhdwy])")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SECONDS: Final = {
    "ms": 0.001,
    "s": 1,
    "m": 60,
    "h": 3600,
    "d": 86_400,
    "w": 604_800,
    "y": 31_536_000,
}
_LONGEST: Final = 20  # digits; no window that means anything has more


@lru_cache(maxsize=1024)
def seconds(window: str) -> float | None:
    """How long *window* is (`5m`, `1h30m`, or seconds as a number), None where that is open.

    It is where a Grafana variable stands in it, or arithmetic.
    """
    if len(window) > _LONGEST:
        return None
    if _NUMBER.fullmatch(window):
        return float(window)
    parts = _PART.findall(window)
    if not parts or "".join(number + unit for number, unit in parts) != window:
        return None
    return float(sum(int(number) * _SECONDS[unit] for number, unit in parts))
