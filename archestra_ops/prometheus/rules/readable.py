"""Templates of annotations as people read them before there is an alert."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from archestra_ops.prometheus import duration
from archestra_ops.prometheus.rules.burn_rate import plain

_ACTION: Final = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_LABEL: Final = re.compile(r"\$labels\.(\w+)")
_NUMBER: Final = re.compile(r"([0-9.]+)(?:\s*\|\s*(\w+))?")
_STEP: Final = 1024
_UNITS: Final = ("", "Ki", "Mi", "Gi", "Ti")


def readable(text: str) -> str:
    """*text* with a label's or the value's name, in italics, for what is put in when it fires.

    A number is written as Prometheus would, as far as pages need it.
    """
    return _ACTION.sub(lambda found: _said(found[1]), text)


def _said(action: str) -> str:
    label = _LABEL.search(action)
    if label:
        return f"*{label[1]}*"
    number = _NUMBER.fullmatch(action)
    if number is None:
        return "*value*"
    spell = _FILTERS.get(number[2] or "")
    return spell(Decimal(number[1])) if spell else number[1]


def _binary(number: Decimal) -> str:
    power = 0
    while number >= _STEP and power < len(_UNITS) - 1:
        number /= _STEP
        power += 1
    return f"{number:.4g}{_UNITS[power]}"


_FILTERS: Final[Mapping[str, Callable[[Decimal], str]]] = {
    "humanizePercentage": lambda number: f"{plain(number * 100)} %",
    "humanizeDuration": lambda number: duration.text(float(number)),
    "humanize1024": _binary,
}
