"""One pack in motion: its metrics on one or more endpoints, stepped through time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Generic, Literal, TypeVar

from archestra_ops.emitter.altered import altered
from archestra_ops.emitter.drift import Drift, drifts
from archestra_ops.emitter.events import Recorder, Stream
from archestra_ops.emitter.incident import Incident
from archestra_ops.emitter.registry import Exposed, Registry
from archestra_ops.emitter.scenario import STEADY
from archestra_ops.errors import PackError
from archestra_ops.packs import agent_labels
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.scenario import Change, Condition
from archestra_ops.packs.traffic import Emit, Row

POSTGRES = "postgres"
STEP = 5.0  # seconds
P_co = TypeVar("P_co", bound=Pack, covariant=True)
_UP = 6 * 3600  # seconds that the processes have been up when the simulation starts


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a simulation follows from, beside its pack: the same settings give the same numbers.

    *start* is unix seconds, *step* seconds. *together* puts every process of a platform on the
    page of its first one, as with its setting `all_in_one`. *agent_labels* are custom labels
    as an operator writes them; their names are turned into what Prometheus accepts. *scenario* is
    what happens from *begins* on (unix seconds; None: from the start) until *ends*; *replica* is
    which of several it is. *past* (seconds) is the step of the hours before the start.
    """

    seed: int
    start: float
    step: float = STEP
    together: bool = False
    agent_labels: Mapping[str, str] = field(default_factory=dict)
    scenario: str = STEADY
    begins: float | None = None
    ends: float = math.inf
    replica: Literal[1, 2] = 1
    past: int = 600


class Simulation(Generic[P_co]):
    """A pack's metrics, moving in fixed steps, and what its scenario changes; *more* changes too.

    A pack without the scenario that is played is steady. Raises PackError for agent labels that
    the pack's metrics cannot have.
    """

    def __init__(self, pack: P_co, settings: Settings, more: Sequence[Change] = ()) -> None:
        self.pack = pack
        self.now = settings.start - _UP
        self._step = settings.step
        self._random = Random(f"{pack.name}/{settings.seed}")  # noqa: S311 - no secret comes of it
        self._points: Provider | None = pack if isinstance(pack, Provider) else None
        self._custom = _custom(pack, settings.agent_labels)
        self.recorder: Recorder | None = None
        """Who is told of every event from now on."""
        self._homes = _homes(pack, together=settings.together)
        self.registries = self._registries()
        self._drifts = list(self._all_drifts(self.now))
        scenario = pack.scenarios.get(settings.scenario)
        given = (*(scenario.changes if scenario else ()), *more)
        changes = [change for change in given if change.replica in (0, settings.replica)]
        self._streams = list(self._all_streams(changes))
        self._incident = Incident(pack, changes, self.registries, self._homes)
        begins = settings.start if settings.begins is None else settings.begins
        self._lasts = (begins, settings.ends) if changes else (math.inf, math.inf)
        for passed in range(settings.past, _UP + 1, settings.past):
            self.now = settings.start - _UP + passed
            self._move(settings.past)
        for stream, _ in self._streams:
            stream.make_up(self._random, self.now, _UP)

    def advance(self, until: float) -> None:
        """Move on to *until* (unix seconds), in whole steps."""
        while self.now + self._step <= until:
            self.now += self._step
            self._move(self._step)

    @property
    def sampled_at(self) -> float | None:
        """When a cloud measured what is exposed now; None for what is measured when scraped."""
        if self._points is None or not self._points.sample_delay:
            return None
        return _point(self._points, self.now) * self._points.sample_interval

    def condition(self, home: str) -> Condition:
        """What a scrape of the page of *home* meets now."""
        return self._incident.condition(home)

    def _move(self, seconds: float) -> None:
        playing = self._turn()
        for stream, changed in self._streams:
            (changed if playing else stream).step(self._random, self.now, seconds, self.recorder)
        if self._points is not None:
            # A provider's numbers change with its points, however often they are read.
            if _point(self._points, self.now - seconds) == _point(self._points, self.now):
                return
            seconds = max(seconds, self._points.sample_interval)
        held = self._incident.held
        for drift in self._drifts:
            if id(drift.series) not in held:
                drift.step(self._random, self.now, seconds)
        self._incident.step(self._measured)

    def _turn(self) -> bool:
        """Begin or end what the scenario changes, if it is time; whether it is on."""
        begins, ends = self._lasts
        playing = begins <= self._measured < ends
        if playing and not self._incident.on:
            self._incident.begin(self._measured)
        elif self._incident.on and not playing:
            self._incident.end(self._measured)
        return playing

    @property
    def _measured(self) -> float:
        """When what is exposed now was measured, for a cloud as for any other."""
        return self.now if self.sampled_at is None else self.sampled_at

    def _registries(self) -> dict[str, Registry]:
        exposed: dict[str, dict[str, Metric]] = {}
        for metric in self.pack.metrics.values():
            if not metric.until:
                for process in metric.processes or self._homes:
                    exposed.setdefault(self._homes[process], {})[metric.name] = metric
        printed = self.pack.on_page if isinstance(self.pack, Provider) else str
        names = tuple(self._custom)
        return {home: Registry(metrics, names, printed) for home, metrics in exposed.items()}

    def _all_streams(self, changes: Sequence[Change]) -> Iterator[tuple[Stream, Stream]]:
        """Every stream as it is, and as it is with the *changes*."""
        exemplars = self.pack.exemplars if isinstance(self.pack, Platform) else None
        for name, activity in self.pack.traffic.items():
            for row in activity.streams:
                effects = tuple(self._effects(name, row))
                constants = {**self.pack.constants, **self._custom_for(row)}
                made = partial(
                    Stream.of,
                    constants=constants,
                    effects=effects,
                    name=name,
                    exemplars=exemplars,
                )
                stream = made(activity, row)
                changed = altered(name, activity, row, self._process(row), changes)
                yield stream, made(*changed) if changed else stream

    def _process(self, row: Row) -> str:
        """Where the events of a row happen."""
        return str(row.get("process", next(iter(self._homes))))

    def _effects(self, activity: str, row: Row) -> Iterator[tuple[Exposed, Emit]]:
        process = self._process(row)
        if self._homes.get(process) not in self.registries:
            return  # it has no metrics in this profile
        for exposed in self.registries[self._homes[process]].metrics.values():
            if process in (exposed.metric.processes or self._homes):
                for emit in exposed.metric.emit:
                    if emit.on == activity:
                        yield exposed, emit

    def _custom_for(self, row: Row) -> Mapping[str, str]:
        """Custom label values: of agents, where the knowledge base has them empty, or of requests.

        Labels with a prefix are those of requests: all of them bring theirs.
        """
        given = row.get("agent_id") or _prefix(self.pack)
        return self._custom if given else dict.fromkeys(self._custom, "")

    def _all_drifts(self, born: float) -> Iterator[Drift]:
        for registry in self.registries.values():
            for exposed in registry.metrics.values():
                # One that takes none may have a label of the same name.
                custom = self._custom if exposed.metric.custom_labels else {}
                constants = {**self.pack.constants, **custom}
                for emit in exposed.metric.emit:
                    if not emit.on:
                        yield from drifts(exposed, emit, self.pack, constants, born)


def _point(provider: Provider, moment: float) -> float:
    """The number of the point that *provider* shows at a moment."""
    return (moment - provider.sample_delay) // provider.sample_interval


def _prefix(pack: Pack) -> str:
    """What is in front of the labels that operators choose, empty where nothing is."""
    return pack.custom_labels_prefix if isinstance(pack, Platform) else ""


def _custom(pack: Pack, given: Mapping[str, str]) -> dict[str, str]:
    """Agent labels as the pack's metrics have them."""
    named = agent_labels.by_name(given, _prefix(pack))
    for metric in pack.metrics.values():
        own = {label for sample in metric.samples for label in metric.labels_of(sample)}
        for label in sorted(own & named.keys()) if metric.custom_labels else ():
            raise PackError(
                f"an agent label cannot become '{label}', which '{metric.name}' has already",
                hint="give it another name",
            )
    return named


def _homes(pack: Pack, *, together: bool) -> dict[str, str]:
    """On whose page each process's metrics are."""
    if not isinstance(pack, Platform):
        return {POSTGRES: POSTGRES}
    first = next(iter(pack.processes))
    return {process: first if together else process for process in pack.processes}
