"""Rows and events in a pack, as applied, that the emitter can make no right series of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs import figures, pages
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.scenario import PROCESS
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.packs.traffic import Activity, Emit, Row

MOVES: Final = ("level", "swing", "rate", "share")
"""The keys of a row that are numbers for the emitter, whatever labels there are."""
_PER_MINUTE: Final = "per_minute"
_GROWS: Final = "what is counted only grows"


def check_emitted(pack: Pack, where: str) -> None:
    """Raise PackError for what of *pack*, as applied, the emitter can make no right series of.

    Every `on` and `each` in it has to be known to be there.
    """
    for name, activity in pack.traffic.items():
        figures.activity(activity, f"{where}: traffic.{name}")
        for number, row in enumerate(activity.streams):
            _stream(pack, activity, row, f"{where}: traffic.{name}.streams[{number}]")
    for metric in pack.metrics.values():
        for emit in metric.emit:
            pages.check_bounded(metric, f"{where}: metrics.{metric.name}")
            if emit.on:
                _streams(pack, metric, emit, where)
            else:
                _series(pack, metric, emit, where)


def _stream(pack: Pack, activity: Activity, row: Row, at: str) -> None:
    if _PER_MINUTE not in row:
        raise PackError(f"{at}: missing key 'per_minute'", hint="add per_minute = …")
    _finite(row, at)
    figures.amount(row[_PER_MINUTE], f"{at}.{_PER_MINUTE}", signed=False, why=_GROWS)
    for name in filter(None, (one.times for one in activity.number.values())):
        figures.amount(row.get(name, 1.0), f"{at}.{name}", signed=False, why="it is a factor")
    if isinstance(pack, Platform) and PROCESS in row:
        homes = (*pack.processes, *pack.silent)
        if row[PROCESS] not in homes:
            raise PackError(
                f"{at}.{PROCESS}: nothing is called {row[PROCESS]!r}",
                hint=did_you_mean(str(row[PROCESS]), homes),
            )


def _finite(row: Row, at: str) -> None:
    for key, value in row.items():
        if not isinstance(value, str):
            figures.amount(value, f"{at}.{key}", signed=True, why="")


def _series(pack: Pack, metric: Metric, emit: Emit, where: str) -> None:
    if metric.type in ("histogram", "summary"):
        raise PackError(
            f"{where}: metrics.{metric.name}.emit: a {metric.type} is moved by events only",
            hint='add on = "…", the name of an activity in [traffic]',
        )
    signed = metric.type != "counter"
    for word in ("level", "swing", "rate"):
        at = f"{where}: metrics.{metric.name}.emit.{word}"
        figures.amount(getattr(emit, word), at, signed=signed, why=_GROWS)
    for at, row in _rows(pack, metric, emit, where):
        _finite(row, at)
        if emit.one_of:
            _has([emit.one_of], {}, row, metric, at)
        else:
            for word in (word for word in MOVES if word in row):
                figures.amount(row[word], f"{at}.{word}", signed=signed, why=_GROWS)
        wanted = [label for label in metric.labels if label != emit.one_of]
        given = {**pack.constants, **emit.labels}
        _has(wanted, given, row, metric, at)
        for label in metric.labels:
            text = row.get(label)
            own = text if isinstance(text, str) else given[label]
            _closed(pack, metric, label, [own], at)
    if emit.one_of and not pack.values_of(metric, emit.one_of):
        raise PackError(
            f"{where}: metrics.{metric.name}.emit.one_of: nothing says which values "
            f"'{emit.one_of}' has",
            hint=f'add values = {{ {emit.one_of} = ["…"] }} to the metric',
        )


def _streams(pack: Pack, metric: Metric, emit: Emit, where: str) -> None:
    """Every stream that moves *metric* must say, or draw, all of its labels, and its numbers."""
    activity = pack.traffic[emit.on]
    first = next(iter(pack.processes)) if isinstance(pack, Platform) else ""
    for number, row in enumerate(activity.streams):
        is_there = not metric.processes or row.get(PROCESS, first) in metric.processes
        if is_there and all(_may_be(pack, activity, row, *one) for one in emit.when.items()):
            drawn = {name: words for name, words in activity.draw.items() if name not in row}
            given = {**pack.constants, **drawn, **emit.labels}
            at = f"{where}: traffic.{emit.on}.streams[{number}]"
            _has(metric.labels, given, row, metric, at)
            for label in metric.labels:
                _closed(pack, metric, label, _words(label, given, row, emit), at)
            _value(metric, emit, activity, row, at)


def _words(label: str, given: Mapping[str, object], row: Row, emit: Emit) -> Iterable[str]:
    """What *label* can be on the series that *row* moves by *emit*."""
    own = row.get(label)
    if isinstance(own, str) and label not in emit.labels:
        return (own,)
    found = given[label]
    if not isinstance(found, Mapping):
        return (str(found),)
    wanted = emit.when.get(label, tuple(found))
    return tuple(word for word, weight in found.items() if weight and word in wanted)


def _closed(pack: Pack, metric: Metric, label: str, words: Iterable[str], at: str) -> None:
    """Each of *words* must be one that *label* can have, where the list of these is closed."""
    known = pack.values_of(metric, label)
    for word in words if known is not None else ():
        if word not in (known or ()):
            raise PackError(
                f"{at}: '{metric.name}' has no {label} = {word!r}",
                hint=did_you_mean(word, known or ()),
            )


def _value(metric: Metric, emit: Emit, activity: Activity, row: Row, at: str) -> None:
    """Each name in what an event adds must be a number, drawn or of the *row*."""
    for name in _names(emit.value):
        if name in activity.number:
            continue
        if name not in row or isinstance(row[name], str):
            raise PackError(
                f"{at}: '{metric.name}' emits {emit.value!r}, and this has no number {name!r}",
                hint=did_you_mean(name, _numbers(activity, row)),
            )
        figures.amount(row[name], f"{at}.{name}", signed=metric.type == "gauge", why=_GROWS)


def _names(value: str) -> Iterator[str]:
    """The names in a sum of products."""
    for term in value.split("+") if value else ():
        yield from (name.strip() for name in term.split("*"))


def _numbers(activity: Activity, row: Row) -> list[str]:
    own = (name for name, value in row.items() if not isinstance(value, str))
    return [*activity.number, *(name for name in own if name != _PER_MINUTE)]


def _may_be(pack: Pack, activity: Activity, row: Row, name: str, wanted: tuple[str, ...]) -> bool:
    if name in row:
        return row[name] in wanted
    return bool({*activity.draw.get(name, {pack.constants.get(name, ""): 1.0})} & {*wanted})


def _has(
    labels: Iterable[str], given: Mapping[str, object], row: Row, metric: Metric, at: str
) -> None:
    for label in labels:
        if label not in given and not isinstance(row.get(label), str):
            value = f"{row[label]:g}" if label in row else "…"
            raise PackError(
                f"{at}: '{metric.name}' has a label '{label}', and this gives it no text",
                hint=f'add {label} = "{value}"',
            )


def _rows(pack: Pack, metric: Metric, emit: Emit, where: str) -> Iterator[tuple[str, Row]]:
    """The rows of series that move by themselves, each with its key."""
    at = f"{where}: metrics.{metric.name}.emit"
    if emit.series:
        yield from ((f"{at}.series[{i}]", row) for i, row in enumerate(emit.series))
    elif emit.each:
        rows = pack.rows[emit.each]
        yield from ((f"{where}: rows.{emit.each}[{i}]", row) for i, row in enumerate(rows))
    else:
        yield at, {}
