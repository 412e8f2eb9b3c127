"""A unit that Grafana does not know, but knows by another spelling.

An unknown unit is written behind the number as it is: `percentUnit` shows "0.98 percentUnit". What
is meant as text says so (`suffix:calls`), and what resembles no unit is taken for text here too.
https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

# Those of computers; of the others (pressure, radiation …) nothing here comes near.
_UNITS: Final = frozenset(
    {
        *("none", "string", "short", "sishort", "percent", "percentunit", "humidity", "dB", "sci"),
        *("hex0x", "hex", "locale", "pixel", "bool", "bool_yes_no", "bool_on_off"),
        *("flops", "mflops", "gflops", "tflops", "pflops", "watt", "kwatt", "watth", "kwatth"),
        *("bits", "bytes", "kbytes", "mbytes", "gbytes", "tbytes", "pbytes"),
        *("decbits", "decbytes", "deckbytes", "decmbytes", "decgbytes", "dectbytes", "decpbytes"),
        *("pps", "binBps", "Bps", "binbps", "bps", "KiBs", "Kibits", "KBs", "Kbits", "MiBs"),
        *("Mibits", "MBs", "Mbits", "GiBs", "Gibits", "GBs", "Gbits", "TiBs", "Tibits", "TBs"),
        *("Tbits", "PiBs", "Pibits", "PBs", "Pbits"),
        *("dateTimeAsIso", "dateTimeAsIsoNoDateIfToday", "dateTimeAsUS", "dateTimeFromNow"),
        *("dateTimeAsUSNoDateIfToday", "dateTimeAsLocal", "dateTimeAsSystem"),
        *("dateTimeAsLocalNoDateIfToday", "timeticks", "clockms", "clocks"),
        *("hertz", "ns", "µs", "ms", "s", "m", "h", "d", "dtdurationms", "dtdurations"),
        *("dthms", "dtdhms", "cps", "ops", "reqps", "rps", "wps", "iops", "eps", "mps", "recps"),
        *("rowsps", "cpm", "opm", "reqpm", "rpm", "wpm", "epm", "mpm", "recpm", "rowspm"),
        *("volt", "amp", "joule", "celsius", "fahrenheit", "kelvin", "degree", "radian"),
    }
)
_BY_LOWER: Final = {unit.lower(): unit for unit in _UNITS}
_SHORTEST: Final = 4  # of what can be called alike
_ALIKE: Final = 0.85


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels with a misspelt unit."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        meant = _meant(panel.unit)
        if meant:
            yield Problem(
                panel.spot,
                f"Grafana has no unit '{panel.unit}'",
                f"did you mean '{meant}'?",
            )


def _meant(unit: str) -> str | None:
    if not unit or unit in _UNITS or ":" in unit or unit.startswith("currency"):
        return None
    if unit.lower() in _BY_LOWER:
        return _BY_LOWER[unit.lower()]
    if len(unit) < _SHORTEST:
        return None
    return next(iter(get_close_matches(unit, _UNITS, n=1, cutoff=_ALIKE)), None)
