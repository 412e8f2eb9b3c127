"""Numbers in a pack that cannot be: infinite ones, too large, below 0, and wrong bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs.scenario import Change
from archestra_ops.packs.span_play import Play
from archestra_ops.packs.traffic import Activity, Number

_MOST: Final = 1e15
"""Above any that is measured; a whole number up to there is exact, and products do not overflow."""
_LIGHTEST: Final = 1e-9  # of all words: below, a draw is lost in the rounding
_ENDS: Final = 2
_WIDEST: Final = 10.0  # of a spread: at that, a number is a million times the next as often as not


def amount(value: str | float, at: str, *, signed: bool, why: str) -> None:
    """Refuse what is no number, no finite one, or too large; where it is not *signed*, below 0.

    *why* is the hint of the last.
    """
    if isinstance(value, str) or not math.isfinite(value):
        raise PackError(
            f"{at}: {value!r} is not a number that there is",
            hint="give a number; a label of that name goes into the emit's labels",
        )
    if abs(value) > _MOST:
        raise PackError(
            f"{at}: {value:g} is too large", hint=f"nothing that is emitted is beyond {_MOST:g}"
        )
    if value < 0 and not signed:
        raise PackError(f"{at}: {value:g} is below 0", hint=why)


def activity(one: Activity, at: str) -> None:
    """Refuse what *one* cannot draw, words and numbers."""
    for name, given in one.draw.items():
        weights(given, f"{at}.draw.{name}")
    for name, drawn in one.number.items():
        _drawn(drawn, f"{at}.number.{name}")


def weights(given: Mapping[str, float], at: str) -> None:
    """Refuse weights by which no word can be drawn."""
    for word, weight in given.items():
        amount(weight, f"{at}.{word}", signed=False, why="a weight is how often a word comes")
    if sum(given.values()) < _LIGHTEST:
        raise PackError(f"{at}: no word has a weight", hint='give one, such as { "503" = 1 }')


def change(one: Change, at: str) -> None:
    """Refuse numbers to which nothing can change."""
    why = "it is how many times as much; 0 is none"
    for name, value in one.number.items():
        amount(value, f"{at}.number.{name}", signed=False, why=why)
    amount(one.rate or 0.0, f"{at}.rate", signed=False, why=why)
    amount(one.level or 0.0, f"{at}.level", signed=True, why="")
    amount(one.grows or 0.0, f"{at}.grows", signed=True, why="")


def play(one: Play, at: str) -> None:
    """Refuse numbers by which no span can be made."""
    ratio(one.chance, f"{at}.chance")
    for number, value in enumerate(one.part):
        ratio(value, f"{at}.part[{number}]")
    if len(one.part) != _ENDS or one.part[0] > one.part[1]:
        raise PackError(f"{at}.part: it is not from and to", hint="such as [0.0, 0.5]")
    for name, value in one.numbers.items():
        amount(value, f"{at}.numbers.{name}", signed=True, why="")
    for name, given in one.draw.items():
        weights(given, f"{at}.draw.{name}")


def ratio(value: float, at: str) -> None:
    """Refuse what is not from 0 to 1."""
    if not 0 <= value <= 1:
        raise PackError(f"{at}: {value:g} is not from 0 to 1", hint="give a share, such as 0.5")


def bounds(given: Sequence[float], at: str) -> None:
    """Refuse bounds that buckets cannot have: one at infinity, and not each above the last."""
    if not given:
        raise PackError(f"{at}: there is none", hint="give the bounds, such as [0.1, 0.5, 1.0]")
    for number, bound in enumerate(given):
        if bound == math.inf:
            raise PackError(f"{at}[{number}]: +Inf is always there", hint="leave it out")
        amount(bound, f"{at}[{number}]", signed=True, why="")
    _ascending(given, at)


def quantiles(given: Sequence[float], at: str) -> None:
    """Refuse quantiles that there are not, and what does not ascend."""
    for number, quantile in enumerate(given):
        ratio(quantile, f"{at}[{number}]")
    _ascending(given, at)


def _ascending(given: Sequence[float], at: str) -> None:
    for before, after in pairwise(given):
        if after <= before:
            raise PackError(
                f"{at}: {after:g} comes after {before:g}",
                hint="put them in ascending order, each once",
            )


def _drawn(number: Number, at: str) -> None:
    amount(number.median, f"{at}.median", signed=False, why="what is drawn is positive")
    amount(number.spread, f"{at}.spread", signed=False, why="0 draws the same each time")
    if number.spread > _WIDEST:
        raise PackError(
            f"{at}.spread: {number.spread:g} is too large",
            hint="it is that of the logarithm: 1 is wide already",
        )
