"""Numbers that move by themselves: counters at a rate, gauges round a level, states, clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Protocol

from archestra_ops.emitter.chance import poisson, rhythm
from archestra_ops.emitter.instruments import Plain
from archestra_ops.emitter.registry import Exposed
from archestra_ops.errors import PackError
from archestra_ops.packs.model import Pack
from archestra_ops.packs.traffic import Emit, Row

_PULL = 0.2  # how much of the way back to its level a gauge goes per step
_NUDGE = 0.6  # of the swing, per step: with that pull a gauge strays by its swing


class Drift(Protocol):
    """One series that moves by itself."""

    @property
    def series(self) -> Plain:
        """The series."""
        ...

    def step(self, random: Random, now: float, seconds: float) -> None:
        """Move on by *seconds* to *now* (unix seconds)."""
        ...


@dataclass
class Growth:
    """A counter; `rate` is how much it grows a second at the busiest time of the day."""

    series: Plain
    rate: float
    whole: bool

    def step(self, random: Random, now: float, seconds: float) -> None:
        """Grow by about as much as *seconds* bring."""
        expected = self.rate * seconds * rhythm(now)
        grown = poisson(random, expected) if self.whole else expected * random.gauss(1.0, 0.1)
        self.series.value += max(0.0, grown)


@dataclass
class Wander:
    """A gauge that strays from `level` by `swing`; `busy` is one that follows the traffic."""

    series: Plain
    level: float
    swing: float
    whole: bool
    busy: bool

    def __post_init__(self) -> None:
        """Start at the level."""
        self._exact = self.level
        self._show(self.level)

    def step(self, random: Random, now: float, seconds: float) -> None:
        """Stray a little, pulled back to the level, however long *seconds* are."""
        del seconds
        self._exact += (self.level - self._exact) * _PULL + random.gauss(0, self.swing * _NUDGE)
        self._show(self._exact * (rhythm(now) if self.busy else 1.0))

    def _show(self, number: float) -> None:
        shown = max(0.0, number)
        self.series.value = float(round(shown)) if self.whole else shown


@dataclass
class Clock:
    """A gauge that holds the time."""

    series: Plain

    def step(self, random: Random, now: float, seconds: float) -> None:
        """Show *now*."""
        del random, seconds
        self.series.value = now


def drifts(
    exposed: Exposed, emit: Emit, pack: Pack, constants: Mapping[str, str], born: float
) -> Iterator[Drift]:
    """Make the series that *emit* describes, and give those that move; *born* is unix seconds."""
    for row in emit.series or (pack.rows[emit.each] if emit.each else ({},)):
        words = {name: value for name, value in row.items() if isinstance(value, str)}
        labels = {**constants, **emit.labels, **words}
        if not emit.one_of:
            yield from _drift(_series(exposed, labels), emit, row, exposed, born)
            continue
        for state in pack.values_of(exposed.metric, emit.one_of) or ():
            series = _series(exposed, labels | {emit.one_of: state})
            series.value = float(state == row[emit.one_of])


def _series(exposed: Exposed, labels: Mapping[str, str]) -> Plain:
    series = exposed.at(tuple(labels[name] for name in exposed.labels))
    if not isinstance(series, Plain):
        name, kind = exposed.metric.name, exposed.metric.type
        raise PackError(f"'{name}' is a {kind}, which only events move", hint="give its emit an on")
    return series


def _drift(series: Plain, emit: Emit, row: Row, exposed: Exposed, born: float) -> Iterator[Drift]:
    share = float(row.get("share", 1.0))
    if emit.time:
        series.value = born
        if emit.time == "now":
            yield Clock(series)
        return
    if exposed.metric.type == "counter":
        series.value = float(row.get("level", emit.level))
        yield Growth(series, float(row.get("rate", emit.rate)) * share, emit.whole)
        return
    level = float(row.get("level", emit.level)) * share
    swing = float(row.get("swing", emit.swing)) * share
    wander = Wander(series, level, swing, emit.whole, busy=exposed.metric.delta)
    if wander.swing or wander.busy:
        yield wander
