"""A scenario while it plays: which series it holds, and what a scrape of each process meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from archestra_ops.emitter.instruments import Plain
from archestra_ops.emitter.registry import Exposed, Registry
from archestra_ops.packs.model import Pack
from archestra_ops.packs.scenario import PROCESS, Change, Condition

_RESTARTS = 180.0  # seconds between two of a process that is `restarting`


@dataclass
class _Hold:
    """A series that a change moves, and what it was at before."""

    series: Plain
    change: Change
    whole: bool
    state: float | None
    before: float = 0.0

    def show(self, seconds: float) -> None:
        """Show what it is at *seconds* after the beginning."""
        change = self.change
        number = self.before
        if self.state is not None:
            number = self.state
        elif change.level is not None:
            number = change.level
        else:
            number += ((change.rate or 0.0) + (change.grows or 0.0)) * seconds
        self.series.value = float(int(number)) if self.whole else number


@dataclass
class Incident:
    """The *changes* to what is on the pages; `homes` says on whose page a process's metrics are.

    Counters stay at what they have counted when it ends, anything else is as it was.
    """

    pack: Pack
    changes: Sequence[Change]
    registries: Mapping[str, Registry]
    homes: Mapping[str, str]
    _holds: list[_Hold] = field(default_factory=list)
    _began: float | None = None
    _restarted: float = 0.0

    @property
    def on(self) -> bool:
        """Whether it has begun and not ended."""
        return self._began is not None

    @property
    def held(self) -> frozenset[int]:
        """The `id` of each series that moves no more as it did."""
        return frozenset(id(hold.series) for hold in self._holds)

    def condition(self, home: str) -> Condition:
        """What a scrape of the page of *home* meets now."""
        found: Condition = ""
        for change in self.changes if self._began is not None else ():
            if change.process and self.homes.get(change.process) == home:
                found = change.condition
        return found

    def begin(self, now: float) -> None:
        """Take hold of series and pages at *now* (unix seconds)."""
        self._began = self._restarted = now
        for change in self.changes:
            if change.metric:
                self._holds += self._take(change)
            for exposed, where in self._vanishing(change):
                exposed.hidden.append(where)
        for hold in self._holds:
            hold.before = hold.series.value

    def end(self, now: float) -> None:
        """Let go at *now*; a process that was down is a new one."""
        for home in self._homes_that_are("down"):
            self.registries[home].restart(now)
        self._began = None
        for registry in self.registries.values():
            for exposed in registry.metrics.values():
                exposed.hidden.clear()
        for hold in self._holds:
            if hold.change.rate is None:
                hold.series.value = hold.before
        self._holds.clear()

    def step(self, now: float) -> None:
        """Show what *now* brings."""
        if self._began is None:
            return
        if now - self._restarted >= _RESTARTS:
            self._restarted = now
            for home in self._homes_that_are("restarting"):
                self.registries[home].restart(now)
        for hold in self._holds:
            hold.show(now - self._began)

    def _homes_that_are(self, condition: Condition) -> list[str]:
        return [home for home in self.registries if self.condition(home) == condition]

    def _pages(self, change: Change, processes: Sequence[str]) -> Iterator[Registry]:
        """The pages that a change is about, each once."""
        wanted = change.wanted(PROCESS) or processes or tuple(self.homes)
        for home in dict.fromkeys(self.homes[p] for p in wanted if p in self.homes):
            yield self.registries[home]

    def _take(self, change: Change) -> Iterator[_Hold]:
        metric = self.pack.metrics.get(change.metric)
        if metric is None:
            return  # only a part of the pack is played
        state = next((emit.one_of for emit in metric.emit if emit.one_of), "")
        whole = metric.type == "counter" and any(emit.whole for emit in metric.emit)
        pages = [page.metrics[metric.name] for page in self._pages(change, metric.processes)]
        selected = [
            (labels, series)
            for exposed in pages
            for labels, series in _plain(exposed)
            if change.selects(labels)
        ]
        for labels, series in selected or [self._new(page, change) for page in pages[:1]]:
            shown = float(labels[state] == change.state) if change.state else None
            yield _Hold(series, change, whole, shown)

    def _new(self, exposed: Exposed, change: Change) -> tuple[dict[str, str], Plain]:
        labels = {**dict.fromkeys(exposed.labels, ""), **self.pack.constants, **change.new_labels}
        series = exposed.at(tuple(labels[name] for name in exposed.labels))
        assert isinstance(series, Plain)  # noqa: S101 - the pack was checked
        return labels, series

    def _vanishing(self, change: Change) -> Iterator[tuple[Exposed, Change]]:
        if change.vanish:
            for page in self._pages(change, ()):
                for exposed in page.metrics.values():
                    if any(fnmatchcase(exposed.metric.name, name) for name in change.vanish):
                        yield exposed, change


def _plain(exposed: Exposed) -> list[tuple[dict[str, str], Plain]]:
    return [
        (dict(zip(exposed.labels, values, strict=True)), series)
        for values, series in exposed.series.items()
        if isinstance(series, Plain)
    ]
