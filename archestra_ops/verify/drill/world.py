"""The installation that a drill looks at, and what a Prometheus would have stored of it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archestra_ops.emitter.estate import Estate, Target
from archestra_ops.emitter.history import Column, History, columns, of_scrapes, record
from archestra_ops.emitter.simulation import POSTGRES, Settings, Simulation
from archestra_ops.packs.beside import beside
from archestra_ops.packs.bound import Bound, for_platform
from archestra_ops.packs.model import Pack, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.scenario import Change, Condition
from archestra_ops.prometheus.children import go_on
from archestra_ops.verify.drill.part import anchors, restricted

START = 1_768_478_400.0  # 2026-01-15T12:00:00Z: the incident's beginning; any busy hour would do
_CLUSTER = "prod"
_TWICE: Condition = "scraped twice"
_UNIX = "unix seconds"
_PAST = 120  # seconds; short enough for rare words to have been drawn before


@dataclass(frozen=True)
class Series:
    """One stored series; None where there is no sample."""

    name: str
    labels: Mapping[str, str]
    numbers: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class World:
    """What is installed, and what happens in it: healthy for some seconds, then the scenario."""

    platform: Platform
    provider: Provider
    scenario: str
    names: frozenset[str] | None
    interval: float
    healthy: float = 0.0
    lasts: float = math.inf
    seed: int = 1

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the scenario changes, in the platform's words and in the provider's."""
        packs: tuple[Pack, ...] = (self.platform, self._beside)
        found = [pack.scenarios[self.scenario] for pack in packs if self.scenario in pack.scenarios]
        return tuple(change for scenario in found for change in scenario.changes)

    @cached_property
    def _beside(self) -> Bound:
        return for_platform(self.provider, self.platform.name)

    def series(self, steps: int) -> Iterator[Series]:
        """Every series that is read, each sample an interval from the other, from second 0 on."""
        begins = START - self.healthy
        installed = _Installed(list(self._targets(begins)))
        moments = [begins + i * self.interval for i in range(steps + 1)]
        history = record(installed, installed.targets, moments)
        for target in installed.targets:
            twice = {i for i, met in enumerate(history.met[target.registry]) if met == _TWICE}
            for series in self._of(target, history):
                yield series
                if twice:
                    yield _again(series, twice)

    def _of(self, target: Target, history: History) -> Iterator[Series]:
        """What is read of one target."""
        own, steps = self._own(target), len(history.moments)
        for name, column in of_scrapes(history, target):
            if self._read(name):
                yield _stored(name, column, own, steps, 0.0)
        for exposed in target.registry.metrics.values():
            since = history.moments[0] if exposed.metric.unit == _UNIX else 0.0
            for sample in filter(self._read, exposed.metric.samples):
                for column in columns(history, exposed, sample, target):
                    yield _stored(sample, column, own, steps, since)

    def _read(self, sample: str) -> bool:
        return self.names is None or sample in self.names

    def _own(self, target: Target) -> dict[str, str]:
        """What the scrape adds: only the processes of the platform are found by their pods."""
        found = {"cluster": _CLUSTER, "namespace": self.platform.name}
        process = self.platform.processes.get(target.home)
        if process is not None and not process.foreign:
            found["pod"] = target.instance.partition(":")[0]
        return found

    def _targets(self, begins: float) -> Iterator[Target]:
        settings = Settings(
            seed=self.seed,
            start=begins,
            step=self.interval,
            scenario=self.scenario,
            begins=begins + self.healthy,
            ends=begins + self.healthy + self.lasts,
            past=_PAST,
        )
        platform = restricted(self.platform, self.names, anchors(self.platform))
        for replica in (1, 2) if any(change.replica for change in self.changes) else (1,):
            one = replace(settings, seed=self.seed + replica - 1, replica=replica)
            yield from self._processes(Simulation(platform, one), replica)
        yield from self._database(settings) if self.platform.postgres else ()
        for job in beside(self.platform):
            if self.names is None or self.names & job.pack.metrics.keys():
                simulation = Simulation(job.pack, settings, self.changes)
                for instance in job.instances:
                    yield _target(job.job, instance, simulation, POSTGRES)

    def _processes(self, simulation: Simulation[Platform], replica: int) -> Iterator[Target]:
        addresses = {
            name: f"{name}-{replica}:{process.port}"
            for name, process in self.platform.processes.items()
        }
        for target in Estate(platform=simulation, providers={}).targets(addresses):
            if replica == 1 or not self.platform.processes[target.home].foreign:
                yield target

    def _database(self, settings: Settings) -> Iterator[Target]:
        provider = restricted(self._beside, self.names, anchors(self.provider))
        changes = [change for change in self.changes if change.process == POSTGRES]
        simulation = Simulation(provider, settings, changes)
        for job in provider.jobs:
            instance = f"postgres:{job.port}"
            yield replace(_target(job.name, instance, simulation, POSTGRES), params=job.params)


@dataclass
class _Installed:
    targets: list[Target]

    def advance(self, until: float) -> None:
        go_on()
        for simulation in {id(t.simulation): t.simulation for t in self.targets}.values():
            simulation.advance(until)


def _target(job: str, instance: str, simulation: Simulation[Pack], home: str) -> Target:
    return Target(job=job, instance=instance, simulation=simulation, home=home)


def _again(series: Series, places: Collection[int]) -> Series:
    """*series* as a second monitor of the same port stores it, at *places* only."""
    numbers = [number if i in places else None for i, number in enumerate(series.numbers)]
    return Series(series.name, {**series.labels, "endpoint": "again"}, numbers)


def _stored(name: str, column: Column, own: Mapping[str, str], steps: int, since: float) -> Series:
    """A series with the target's labels; times in it are shifted so that the drill begins at 0."""
    numbers: list[float | None] = [None] * column.first
    numbers += [number - since for number in column.numbers]
    for place in column.missing:
        numbers[place] = None
    numbers += [None] * (steps - len(numbers))
    return Series(name, {**own, **column.labels}, numbers)
