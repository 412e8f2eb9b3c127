"""Spans of time and lists of names as findings write them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_MOST: Final = 5
_SPANS: Final = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def spoken(seconds: float) -> str:
    """*seconds* in the largest unit of which it has one: `3 hours`, `1 minute`."""
    for length, unit in _SPANS:
        count = int(seconds // length)
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a second"


def listed(names: Collection[str], most: int = _MOST) -> str:
    """The names in quotes, the first *most* of them, and how many more there are."""
    shown = [f"'{name}'" for name in list(names)[:most]]
    left = len(names) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left else "")


def counted(count: int, noun: str) -> str:
    """As in `1 rule` and `2,241 rules`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
