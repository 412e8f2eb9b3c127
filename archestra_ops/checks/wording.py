"""Names and numbers as findings write them."""

from __future__ import annotations

from collections.abc import Collection

_MOST = 12


def listed(names: Collection[str], most: int = _MOST) -> str:
    """The names in quotes, the first *most* of them, and how many more there are."""
    shown = [f"'{name}'" for name in list(names)[:most]]
    left = len(names) - len(shown)
    if left:
        return f"{', '.join(shown)} and {left} more"
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def counted(count: int, noun: str) -> str:
    """As in `1 metric` and `2,241 samples`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
