"""What the changes of a pack's scenarios refer to: whether it is there, and can change so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs import figures
from archestra_ops.packs.beside import beside
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.scenario import PROCESS, Change
from archestra_ops.packs.series import series_of
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.packs.traffic import Activity

POSTGRES: Final = "postgres"
STEADY: Final = "steady"
_SUBJECTS: Final[Mapping[str, frozenset[str]]] = {
    "activity": frozenset({"where", "rate", "draw", "number"}),
    "metric": frozenset({"where", "level", "grows", "rate", "state"}),
    "process": frozenset({"condition"}),
    "vanish": frozenset({"where"}),
}
_KEYS: Final = ("where", "rate", "draw", "number", "level", "grows", "state", "condition")
_RATE: Final = "per_minute"


def check_scenarios(pack: Pack, file: str) -> None:
    """Raise PackError for a change in a scenario of *pack* that nothing in it answers to."""
    for name, scenario in pack.scenarios.items():
        if name == STEADY:
            raise PackError(
                f"{file}: scenarios.{name}: 'steady' is without changes",
                hint="change what the metrics emit",
            )
        for i, change in enumerate(scenario.changes):
            _check(pack, change, f"{file}: scenarios.{name}.changes[{i}]")


def _check(pack: Pack, change: Change, where: str) -> None:
    subjects = [subject for subject in _SUBJECTS if getattr(change, subject)]
    if len(subjects) != 1:
        raise PackError(
            f"{where}: {len(subjects)} of activity, metric, process and vanish",
            hint="name exactly one of them",
        )
    (subject,) = subjects
    given = [key for key in _KEYS if getattr(change, key) not in (None, "", {})]
    for key in given:
        if key not in _SUBJECTS[subject]:
            shown = "is" if key == "condition" else key
            raise PackError(
                f"{where}: {shown!r} does not go with {subject!r}",
                hint=f"it goes with {_goes_with(key)}",
            )
    if subject != "vanish" and not set(given) - {"where"}:
        raise PackError(f"{where}: nothing changes", hint=f"add {_changes_of(subject)}")
    figures.change(change, where)
    for name in change.where:
        if not change.wanted(name):
            raise PackError(
                f"{where}.where.{name}: there is none", hint="name one, or leave it out"
            )
    _CHECKS[subject](pack, change, where)


def _goes_with(key: str) -> str:
    return " and ".join(repr(subject) for subject, keys in _SUBJECTS.items() if key in keys)


def _changes_of(subject: str) -> str:
    keys = _SUBJECTS[subject] - {"where"}
    return " or ".join("is" if key == "condition" else key for key in _KEYS if key in keys)


def _processes(pack: Pack) -> tuple[str, ...]:
    return (*pack.processes, POSTGRES) if isinstance(pack, Platform) else (POSTGRES,)


def _process(pack: Pack, change: Change, where: str) -> None:
    _known(change.process, _processes(pack), f"{where}.process")


# --- activities -----------------------------------------------------------------------------------


def _activity(pack: Pack, change: Change, where: str) -> None:
    _known(change.activity, pack.traffic, f"{where}.activity")
    activity = pack.traffic[change.activity]
    first = _processes(pack)[0]
    rows = [{PROCESS: first, **row} for row in activity.streams]
    _where(change, rows, f"{where}.where")
    for name, weights in change.draw.items():
        known = [*activity.draw, *_words(activity)]
        _known(name, known, f"{where}.draw")
        figures.weights(weights, f"{where}.draw.{name}")
        for word in weights:
            possible = _possible(pack, change.activity, name)
            if possible is not None:
                _known(word, possible, f"{where}.draw.{name}")
    numbers = {key for row in rows for key, value in row.items() if not isinstance(value, str)}
    for name in change.number:
        _known(name, [*activity.number, *sorted(numbers - {_RATE})], f"{where}.number")


def _words(activity: Activity) -> list[str]:
    """The words that the rows of *activity* fix; where it happens is no word."""
    words = {k: None for row in activity.streams for k, v in row.items() if isinstance(v, str)}
    return [name for name in words if name != PROCESS]


def _possible(pack: Pack, activity: str, name: str) -> list[str] | None:
    """The words that *name* can be; None where any can."""
    found = set(pack.traffic[activity].draw.get(name, ()))
    for row in pack.traffic[activity].streams:
        found |= {row[name]} if isinstance(row.get(name), str) else set()  # type: ignore[arg-type]
    for metric in pack.metrics.values():
        emits = [emit for emit in metric.emit if emit.on == activity]
        for emit in emits:
            found |= set(emit.when.get(name, ()))
        if emits and name in metric.labels:
            values = pack.values_of(metric, name)
            if values is None:
                return None
            found |= set(values)
    return sorted(found)


# --- metrics --------------------------------------------------------------------------------------


def _metric(pack: Pack, change: Change, where: str) -> None:
    others = beside(pack) if isinstance(pack, Platform) else ()
    owner = next((one.pack for one in others if change.metric in one.pack.metrics), pack)
    current = [name for name, metric in owner.metrics.items() if not metric.until]
    _known(change.metric, current, f"{where}.metric")
    metric, pack = owner.metrics[change.metric], owner
    _kind(metric, change, where)
    _home(pack, metric, change, f"{where}.where")
    series = list(series_of(pack, metric))
    for label in change.where:
        if label != PROCESS:
            _known(label, metric.labels, f"{where}.where")
    if any(change.selects(labels) for labels in series):
        _state(pack, metric, change, where)
        return
    _newborn(pack, metric, change, where)


def _kind(metric: Metric, change: Change, where: str) -> None:
    wanted = "rate" if metric.type == "counter" else "level, grows or state"
    given = [k for k in ("level", "grows", "rate") if getattr(change, k) is not None]
    given += ["state"] if change.state else []
    if metric.type in ("histogram", "summary"):
        raise PackError(
            f"{where}: '{metric.name}' is a {metric.type}, which only events move",
            hint="change the activity",
        )
    if len(given) != 1 or (given == ["rate"]) != (metric.type == "counter"):
        raise PackError(
            f"{where}: '{metric.name}' is a {metric.type}", hint=f"give it just one: {wanted}"
        )


def _home(pack: Pack, metric: Metric, change: Change, where: str) -> None:
    for process in change.wanted(PROCESS):
        _known(process, metric.processes or _processes(pack), f"{where}.process")


def _state(pack: Pack, metric: Metric, change: Change, where: str) -> None:
    if change.state:
        label = next((emit.one_of for emit in metric.emit if emit.one_of), "")
        if not label:
            raise PackError(f"{where}: '{metric.name}' has no states", hint="give its level")
        _known(change.state, pack.values_of(metric, label) or (), f"{where}.state")


def _newborn(pack: Pack, metric: Metric, change: Change, where: str) -> None:
    """A series that is not there yet must have all its labels, each with a possible value."""
    own = {**pack.constants, **change.new_labels}
    missing = [label for label in metric.labels if label not in own]
    if missing or change.state:
        series = list(series_of(pack, metric))
        for label in change.where:
            known = {labels[label] for labels in series if label in labels}
            for word in change.wanted(label) if label != PROCESS else ():
                _known(word, known, f"{where}.where.{label}")
        on = next((emit.on for emit in metric.emit if emit.on), "")
        raise PackError(
            f"{where}: no series of '{metric.name}' moves by itself there",
            hint=f"change the activity '{on}'"
            if on and not series
            else f"name its {', '.join(missing)}",
        )
    for label, value in own.items():
        if label in metric.labels:
            values = pack.values_of(metric, label)
            if values is not None:
                _known(value, values, f"{where}.where.{label}")


def _vanish(pack: Pack, change: Change, where: str) -> None:
    for pattern in change.vanish:
        found = [m for m in pack.metrics.values() if fnmatchcase(m.name, pattern) and not m.until]
        if not found:
            raise _unknown(pattern, pack.metrics, f"{where}.vanish")
        labels = {label for metric in found for label in metric.labels}
        for label in change.where:
            _known(label, [*sorted(labels), PROCESS], f"{where}.where")
    for process in change.wanted(PROCESS):
        _known(process, _processes(pack), f"{where}.where.process")


# --- what they have in common ---------------------------------------------------------------------


def _where(change: Change, rows: Sequence[Mapping[str, object]], where: str) -> None:
    """The words of *where* must be those of some row, each and together."""
    words = {k for row in rows for k, value in row.items() if isinstance(value, str)}
    for name in change.where:
        _known(name, sorted(words), where)
        known = sorted({str(row[name]) for row in rows if name in row})
        for word in change.wanted(name):
            _known(word, known, f"{where}.{name}")
    if not any(all(row.get(n) in change.wanted(n) for n in change.where) for row in rows):
        raise PackError(f"{where}: no stream has all of these", hint="name fewer of them")


def _known(name: str, known: Iterable[str], where: str) -> None:
    names: Collection[str] = tuple(known)
    if name not in names:
        raise _unknown(name, names, where)


def _unknown(name: str, known: Iterable[str], where: str) -> PackError:
    return PackError(f"{where}: nothing is called {name!r}", hint=did_you_mean(name, known))


_CHECKS: Final = {
    "activity": _activity,
    "metric": _metric,
    "process": _process,
    "vanish": _vanish,
}
