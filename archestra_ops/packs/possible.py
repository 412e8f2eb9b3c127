"""Values in a pack that cannot be: ports, paths, names that Prometheus refuses, rows that lack.

What a pack refers to is looked at by `references`; here it is what would fail later, when its page
is emitted or scraped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs.discovery import SideProcess, Workload
from archestra_ops.packs.model import Label, Metric, Pack, Platform
from archestra_ops.packs.process import Process
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.scenario import PROCESS
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.packs.traffic import Activity, Emit, Row

_FILE: Final = re.compile(r"[a-z][a-z0-9-]*")
# Prometheus, "Data model": what names of metrics and labels are made of; `__` is its own.
_METRIC: Final = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL: Final = re.compile(r"(?!__)[a-zA-Z_][a-zA-Z0-9_]*")
_LAST_PORT: Final = 65535
_PORTS: Final = ("port", "api_port", "emitter_port", "emitter_api_port")
_MOVES: Final = ("level", "swing", "rate", "share")
_PER_MINUTE: Final = "per_minute"


def check_platform(pack: Platform, where: str) -> None:
    """Raise PackError for what no platform can have in *pack*, whole; *where* is the file."""
    _file(pack.name, where)
    _processes(pack, where)
    for number, probe in enumerate(pack.probes):
        _path(probe.path, f"{where}: probes[{number}].path")
    _label(pack.extra_labels, f"{where}: extra_labels")
    if pack.exemplars is not None:
        named = (pack.exemplars.span, pack.exemplars.session)
        _label((pack.exemplars.trace, *filter(None, named)), f"{where}: exemplars")
    if pack.custom_labels_prefix:
        _label([pack.custom_labels_prefix], f"{where}: custom_labels_prefix")
    known = _catalogue(pack.metrics, pack.labels, f"{where}: ")
    for name, profile in pack.profiles.items():
        at = f"{where}: profiles.{name}"
        known |= _catalogue(profile.metrics, profile.labels, f"{at}.")
        for new in profile.rename.values():
            _metric(new, f"{at}.rename")
    own = [metric for profile in pack.profiles.values() for metric in profile.metrics.values()]
    _all_keys(pack, [*pack.metrics.values(), *own], known, where)


def check_provider(pack: Provider, where: str) -> None:
    """Raise PackError for what no provider can have in *pack*; *where* is the file."""
    for job in pack.jobs:
        _port(job.port, f"{where}: jobs.{job.name}.port")
        _path(job.path, f"{where}: jobs.{job.name}.path")
    known = _catalogue(pack.metrics, pack.labels, f"{where}: ")
    _all_keys(pack, pack.metrics.values(), known, where)


def check_emitted(pack: Pack, where: str) -> None:
    """Raise PackError for a row of *pack*, as applied, that the emitter can make no series of.

    Every `on` and `each` in it has to be known to be there.
    """
    for name, activity in pack.traffic.items():
        for number, row in enumerate(activity.streams):
            at = f"{where}: traffic.{name}.streams[{number}]"
            if _PER_MINUTE not in row:
                raise PackError(f"{at}: missing key 'per_minute'", hint="add per_minute = …")
            _amount(row[_PER_MINUTE], f"{at}.{_PER_MINUTE}", signed=False)
    for metric in pack.metrics.values():
        for emit in metric.emit:
            if emit.on:
                _streams(pack, metric, emit, where)
            else:
                _series(pack, metric, emit, where)


def _series(pack: Pack, metric: Metric, emit: Emit, where: str) -> None:
    signed = metric.type != "counter"
    for word in ("level", "swing", "rate"):
        at = f"{where}: metrics.{metric.name}.emit.{word}"
        _amount(getattr(emit, word), at, signed=signed)
    for at, row in _rows(pack, metric, emit, where):
        if emit.one_of:
            _has([emit.one_of], {}, row, metric, at)
        else:
            for word in (word for word in _MOVES if word in row):
                _amount(row[word], f"{at}.{word}", signed=signed)
        wanted = [label for label in metric.labels if label != emit.one_of]
        _has(wanted, {**pack.constants, **emit.labels}, row, metric, at)


def _streams(pack: Pack, metric: Metric, emit: Emit, where: str) -> None:
    """Every stream that moves *metric* must say, or draw, all of its labels."""
    activity = pack.traffic[emit.on]
    first = next(iter(pack.processes)) if isinstance(pack, Platform) else ""
    for number, row in enumerate(activity.streams):
        is_there = not metric.processes or row.get(PROCESS, first) in metric.processes
        if is_there and all(_may_be(pack, activity, row, *one) for one in emit.when.items()):
            given = {**pack.constants, **activity.draw, **emit.labels}
            at = f"{where}: traffic.{emit.on}.streams[{number}]"
            _has(metric.labels, given, row, metric, at)


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


def _all_keys(pack: Pack, metrics: Iterable[Metric], known: set[str], where: str) -> None:
    """A text in a row must be a label of some metric: records are shared by those of several."""
    for name, rows in pack.rows.items():
        for number, row in enumerate(rows):
            _keys(row, known, f"{where}: rows.{name}[{number}]")
    for metric in metrics:
        for emit in metric.emit:
            at = f"{where}: metrics.{metric.name}.emit"
            for label in (*emit.labels, *filter(None, [emit.one_of])):
                if label not in metric.labels:
                    raise PackError(
                        f"{at}: '{metric.name}' has no label {label!r}",
                        hint=did_you_mean(label, metric.labels),
                    )
            for number, row in enumerate(emit.series):
                _keys(row, known, f"{at}.series[{number}]")


def _keys(row: Mapping[str, str | float], known: set[str], at: str) -> None:
    for key, value in row.items():
        if isinstance(value, str) and key not in known and key not in (*_MOVES, PROCESS):
            raise PackError(f"{at}: no metric has a label {key!r}", hint=did_you_mean(key, known))


def _catalogue(metrics: Mapping[str, Metric], labels: Mapping[str, Label], under: str) -> set[str]:
    """The labels of *metrics* and *labels*, once all names prove possible; keys follow *under*."""
    _label(labels, f"{under}labels")
    found = set(labels)
    for name, metric in metrics.items():
        _metric(name, f"{under}metrics")
        _label((one for one in metric.labels if one not in found), f"{under}metrics.{name}.labels")
        found.update(metric.labels)
    return found


def _metric(name: str, at: str) -> None:
    if not _METRIC.fullmatch(name):
        raise PackError(
            f"{at}: {name!r} is not a name that a metric can have",
            hint="Prometheus takes letters, digits, _ and :, no digit first",
        )


def _label(names: Iterable[str], at: str) -> None:
    for name in names:
        if not _LABEL.fullmatch(name):
            raise PackError(
                f"{at}: {name!r} is not a name that a label can have",
                hint="Prometheus takes letters, digits and _, no digit and no __ first",
            )


def _file(name: str, where: str) -> None:
    if not _FILE.fullmatch(name):
        raise PackError(
            f"{where}: '{name}' is not a name that a platform can have",
            hint="call the file by small letters, digits and -, a letter first",
        )


def _processes(pack: Platform, where: str) -> None:
    if not pack.processes:
        raise PackError(f"{where}: processes: there is none", hint="add [processes.NAME]")
    for name, part in pack.processes.items():
        _process(part, f"{where}: processes.{name}")
    for name, side in pack.side_processes.items():
        _process(side, f"{where}: side_processes.{name}")


def _process(part: Process | SideProcess, at: str) -> None:
    _path(part.path, f"{at}.path")
    for key in _PORTS:
        if hasattr(part, key):
            _port(getattr(part, key), f"{at}.{key}")
    _workload(part.kubernetes, f"{at}.kubernetes")


def _workload(found: Workload | None, at: str) -> None:
    for name, port in found.other_ports.items() if found is not None else ():
        _port(port, f"{at}.other_ports.{name}")


def _port(port: int, at: str) -> None:
    if not 1 <= port <= _LAST_PORT:
        raise PackError(f"{at}: {port} is not a port", hint="ports are 1 to 65535")


def _path(path: str, at: str) -> None:
    if not path.startswith("/"):
        raise PackError(f"{at}: {path!r} does not begin with /", hint=f"give '/{path}'")


def _amount(value: str | float, at: str, *, signed: bool) -> None:
    """Refuse what is no number, or no finite one; and where it is not *signed*, below 0."""
    if isinstance(value, str) or not math.isfinite(value):
        raise PackError(
            f"{at}: {value!r} is not a number that there is",
            hint="give a number; a label of that name goes into the emit's labels",
        )
    if value < 0 and not signed:
        raise PackError(f"{at}: {value:g} is below 0", hint="what is counted only grows")
