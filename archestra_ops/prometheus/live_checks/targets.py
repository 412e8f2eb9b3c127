"""The estate's targets: from the list of targets, or from `up` where a server has no such list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from archestra_ops.errors import FetchError
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.attribution import (
    Place,
    part_by_name,
    part_by_page,
    place_of,
)
from archestra_ops.prometheus.live_checks.seen import Aim, Scraped
from archestra_ops.prometheus.results import Sample, Series, Target
from archestra_ops.promql import Matcher

_LOOK_BACK: Final = "1h"  # a page that has been gone for longer is known by its job's name alone
_HISTORY: Final = 86_400.0  # seconds that are looked back for since when a target is as it is
_STEP: Final = 60.0
_SPECIAL: Final = r"\.+*?()|[]{}^$"  # in a regular expression of RE2
_UP: Final = {True: "up", False: "down"}


@dataclass(frozen=True, kw_only=True)
class Estate:
    """The targets that are the estate's; `listed` says that the server has a list of them."""

    scraped: tuple[Scraped, ...]
    listed: bool


def estate(api: Api, aim: Aim, now: float) -> Estate:
    """The targets of *api* that are parts of *aim*, in their order."""
    brought = {anchor: _places(api, anchor, now) for anchor in _anchors(aim)}
    try:
        targets, listed = api.targets(), True
    except FetchError:
        targets, listed = (), False
    if not targets:  # also where an agent scrapes, and writes here
        targets, listed = tuple(_by_up(api, now)), False
    found = [one for one in (_scraped(aim, brought, target) for target in targets) if one]
    if not found:
        return Estate(scraped=(), listed=listed)
    found = list(_with_foreign_pages(api, aim, found, now))
    return Estate(scraped=tuple(_with_past(api, found, now)), listed=listed)


def _anchors(aim: Aim) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*aim.platform.anchors, *aim.provider.anchors)))


def _places(api: Api, selector: str, now: float) -> frozenset[Place]:
    expr = f"count by (job, instance) (last_over_time({selector}[{_LOOK_BACK}]))"
    return frozenset(place_of(one.metric) for one in api.query(expr, now).series)


def _by_up(api: Api, now: float) -> Iterable[Target]:
    for one in api.query("up", now).series:
        labels = {name: value for name, value in one.metric.items() if name != "__name__"}
        health = _UP[bool(one.samples[0].value)]
        yield Target(url="", labels=labels, health=health, error="")


def _scraped(aim: Aim, brought: Mapping[str, frozenset[Place]], target: Target) -> Scraped | None:
    by_page = part_by_page(aim, brought, place_of(target.labels))
    part = by_page or part_by_name(aim, target)
    return Scraped(part=part, target=target, has_page=bool(by_page)) if part else None


def _with_foreign_pages(api: Api, aim: Aim, found: list[Scraped], now: float) -> Iterable[Scraped]:
    """*found* with whether foreign processes, which are known by their names alone, have pages.

    Their anchors find no targets: other teams have such series, too, and often very many.
    """
    pages: dict[str, frozenset[Place]] = {}
    for name, process in aim.platform.processes.items():
        jobs = sorted({one.target.labels.get("job", "") for one in found if one.part == name})
        if process.foreign and jobs:
            pages[name] = _places(api, f"{process.anchor}{{{of_jobs(jobs)}}}", now)
    for one in found:
        has_page = one.has_page or place_of(one.target.labels) in pages.get(one.part, ())
        yield replace(one, has_page=has_page)


def _with_past(api: Api, found: list[Scraped], now: float) -> Iterable[Scraped]:
    """*found* with since when each is as it is, and when its process started."""
    jobs = sorted({one.target.labels.get("job", "") for one in found})
    past = api.query_range(f"up{{{of_jobs(jobs)}}}", now - _HISTORY, now, _STEP).series
    started = api.query("process_start_time_seconds", now).series
    for one in found:
        labels = one.target.labels
        run = _run(_of(past, labels), one.target.health)
        start = _of(started, labels)
        yield replace(
            one,
            since=None if run is None else max(now - run, 0.0),
            longer=run is not None and run < now - _HISTORY + 2 * _STEP,
            started=start[-1].value if start else 0.0,
        )


def of_jobs(jobs: Iterable[str]) -> str:
    """The matcher for *jobs*, whatever characters their names have."""
    literal = ("".join(f"\\{c}" if c in _SPECIAL else c for c in job) for job in jobs)
    return str(Matcher("job", "=~", "|".join(literal)))


def _of(series: Iterable[Series], labels: Mapping[str, str]) -> tuple[Sample, ...]:
    """The samples of the first of *series* that has all *labels*, and maybe others beside them."""
    for one in series:
        if labels.items() <= one.metric.items():
            return one.samples
    return ()


def _run(samples: tuple[Sample, ...], health: str) -> float | None:
    """From when on *samples* of `up` are all as *health* is; None where the last is not."""
    start = None
    for sample in reversed(samples):
        is_gap = start is not None and start - sample.at > 2 * _STEP
        if _UP.get(bool(sample.value)) != health or is_gap:
            break
        start = sample.at
    return start
