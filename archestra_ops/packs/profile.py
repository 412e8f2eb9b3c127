"""A platform's pack with one of its profiles applied: the names that one kind of installation has.

Boards and alerts are written with the names of the pack itself. `renamed` says what a series is
called here; what has no name here cannot be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from archestra_ops.errors import PackError
from archestra_ops.packs.model import Metric, Platform, Profile
from archestra_ops.packs.process import Legacy, Process
from archestra_ops.packs.scenario import Change, Scenario
from archestra_ops.packs.structure import did_you_mean


def applied(pack: Platform, name: str = "") -> Platform:
    """*pack* as its profile *name* has it, by default its usual one; itself where it has none.

    Raises PackError for a profile that it does not have.
    """
    if not pack.profiles and not name:
        return pack
    chosen = name or pack.default_profile
    if chosen not in pack.profiles:
        raise PackError(
            f"platform '{pack.name}' has no profile {chosen!r}",
            hint=did_you_mean(chosen, pack.profiles),
        )
    profile = pack.profiles[chosen]
    metrics = _metrics(pack, profile)
    own = {m.name for m in metrics.values()}
    return replace(
        pack,
        profile=chosen,
        labels={**pack.labels, **profile.labels},
        metrics=metrics | _twins(pack, profile, own),
        processes={n: _anchored(pack.processes[n], profile) for n in _processes(pack, profile)},
        scenarios=_scenarios(pack, profile, metrics),
        legacy=Legacy(metrics=_legacy(pack, profile, own), labels=pack.legacy.labels),
        renamed=dict(_samples(pack, profile)),
        silent={n: p for n, p in pack.processes.items() if n not in _processes(pack, profile)},
    )


def _processes(pack: Platform, profile: Profile) -> tuple[str, ...]:
    return profile.processes or tuple(pack.processes)


def _metrics(pack: Platform, profile: Profile) -> dict[str, Metric]:
    """The metrics of *profile* by their names in it."""
    homes = _processes(pack, profile)
    found: dict[str, Metric] = {}
    for name, metric in {**pack.metrics, **profile.metrics}.items():
        shared = tuple(home for home in metric.processes if home in homes)
        if metric.processes and not shared:
            continue
        if name in profile.metrics:
            found[name] = replace(metric, processes=shared)
        elif name not in profile.without:
            called = profile.rename.get(name, name)
            found[called] = replace(metric, name=called, processes=shared)
    return found


def _twins(pack: Platform, profile: Profile, own: Iterable[str]) -> dict[str, Metric]:
    """What stands beside under the names of another profile, and counts the same events."""
    if not profile.written_twice:
        return {}
    other = pack.profiles[profile.written_twice]
    called = {other.rename.get(n, n): profile.rename.get(n, n) for n in pack.metrics}
    return {
        name: replace(metric, twin=called.get(name, ""))
        for name, metric in _metrics(pack, other).items()
        if name not in own
    }


def _samples(pack: Platform, profile: Profile) -> Iterator[tuple[str, str]]:
    """By the names of the pack, what the series of renamed metrics are called."""
    for old, new in profile.rename.items():
        metric = pack.metrics[old]
        yield from zip(metric.samples, replace(metric, name=new).samples, strict=True)


def _anchored(process: Process, profile: Profile) -> Process:
    for suffix in ("", "_bucket", "_sum", "_count"):
        base = process.anchor.removesuffix(suffix)
        if base in profile.rename and process.anchor.endswith(suffix):
            return replace(process, anchor=f"{profile.rename[base]}{suffix}")
    return process


def _legacy(pack: Platform, profile: Profile, own: Iterable[str]) -> Mapping[str, str]:
    """What other profiles call a metric, with what this one does; empty where it has none."""
    here = {
        name: "" if name in profile.without else profile.rename.get(name, name)
        for name in pack.metrics
    }
    found = {old: here.get(new, new) for old, new in pack.legacy.metrics.items()}
    for other in pack.profiles.values():
        found |= {called: here[name] for name, called in other.rename.items()}
    found |= {name: here[name] for name in profile.rename}
    hidden = {*own, *(n for n in pack.metrics if n in profile.metrics)}
    if profile.written_twice:
        hidden |= set(_metrics(pack, pack.profiles[profile.written_twice]))
    return {old: new for old, new in found.items() if old not in hidden}


def _scenarios(
    pack: Platform, profile: Profile, metrics: Mapping[str, Metric]
) -> dict[str, Scenario]:
    """The incidents that can happen with these metrics and processes, in their names."""
    found: dict[str, Scenario] = {}
    for name, scenario in pack.scenarios.items():
        changed = (_changed(change, pack, profile, metrics) for change in scenario.changes)
        changes = tuple(change for change in changed if change is not None)
        if changes:
            found[name] = replace(scenario, changes=changes)
    return found


def _changed(
    change: Change, pack: Platform, profile: Profile, metrics: Mapping[str, Metric]
) -> Change | None:
    if change.process and change.process in pack.processes:
        return change if change.process in _processes(pack, profile) else None
    if change.metric:
        called = profile.rename.get(change.metric, change.metric)
        if called in metrics:
            return replace(change, metric=called)
        return None if change.metric in _all_names(pack) else change
    if change.vanish:
        gone = tuple(dict.fromkeys(_gone(change.vanish, pack, profile, metrics)))
        return replace(change, vanish=gone) if gone else None
    return change


def _gone(
    patterns: Iterable[str], pack: Platform, profile: Profile, metrics: Mapping[str, Metric]
) -> Iterator[str]:
    """*patterns*, those that fit by the pack's names alone as the names that they stand for."""
    for pattern in patterns:
        if any(fnmatchcase(name, pattern) for name in metrics):
            yield pattern
        else:
            called = (profile.rename.get(n, n) for n in pack.metrics if fnmatchcase(n, pattern))
            yield from (name for name in called if name in metrics)


def _all_names(pack: Platform) -> set[str]:
    own = (name for profile in pack.profiles.values() for name in profile.metrics)
    return {*pack.metrics, *own}
