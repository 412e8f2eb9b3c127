"""History: what a Prometheus would have stored, had it scraped the emitter all along."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from archestra_ops.emitter.estate import Target
from archestra_ops.emitter.instruments import Instrument
from archestra_ops.emitter.registry import Exposed, Registry
from archestra_ops.emitter.simulation import Simulation
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Pack
from archestra_ops.packs.scenario import Condition

_RESERVED = {"job": "exported_job", "instance": "exported_instance"}
_SCRAPE_SECONDS = 0.012  # what a scrape of the emitter takes
SLOW: Final = 8.0  # seconds of one while its page is slow
UNREAD: Final[frozenset[Condition]] = frozenset({"down", "rejected", "not scraped"})
"""What leaves a scrape without the page's samples."""

_MOST = 20_000  # moments; each takes some 40 kB of memory, and 1 MB of the file


@dataclass(frozen=True)
class Trace:
    """The numbers of one instrument over time, `width` of them per moment, from `first` on.

    `missing` are the places of the moments at which no scrape got them.
    """

    first: int
    width: int
    numbers: array[float] = field(default_factory=lambda: array("d"))
    missing: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class History:
    """All that the targets exposed at `moments` (unix seconds, ascending).

    `sampled` says of each simulation when what it showed was measured, `met` of each page what its
    scrapes met.
    """

    targets: Sequence[Target]
    moments: Sequence[float]
    traces: Mapping[Instrument, Trace]
    sampled: Mapping[Simulation[Pack], Sequence[float | None]]
    met: Mapping[Registry, Sequence[Condition]]


@dataclass(frozen=True)
class Column:
    """One series: its labels, and its numbers from the moment at place `first` on."""

    labels: Mapping[str, str]
    first: int
    numbers: Sequence[float]
    missing: Collection[int] = ()


def moments(until: float, length: float, step: float) -> tuple[float, ...]:
    """The times of samples every *step* over *length* seconds up to *until*, on whole steps.

    Raises OpsError where that is less than one step, or too many of them.
    """
    if not (step > 0 and length >= step):
        raise OpsError(
            f"a history of {length:g} seconds has no step of {step:g} seconds",
            hint="take more hours, or a shorter step",
        )
    if length / step > _MOST:
        raise OpsError(
            f"a history of {length:g} seconds has more than {_MOST} steps of {step:g} seconds",
            hint="take fewer hours, or a longer step",
        )
    end = until // step * step
    count = int(length // step)
    return tuple(end - step * (count - i) for i in range(count + 1))


class Moving(Protocol):
    """What moves through time, such as an estate."""

    def advance(self, until: float) -> None:
        """Move on to *until* (unix seconds)."""
        ...


def record(
    estate: Moving,
    targets: Sequence[Target],
    moments: Sequence[float],
    progress: Callable[[], None] = lambda: None,
) -> History:
    """Move *estate* through *moments* and keep what it shows; *progress* is called after each."""
    traces: dict[Instrument, Trace] = {}
    sampled: dict[Simulation[Pack], list[float | None]] = {t.simulation: [] for t in targets}
    met: dict[Registry, list[Condition]] = {}
    for index, moment in enumerate(moments):
        estate.advance(moment)
        for simulation, measured in sampled.items():
            measured.append(simulation.sampled_at)
            for home, registry in simulation.registries.items():
                condition = simulation.condition(home)
                met.setdefault(registry, []).append(condition)
                for exposed in registry.metrics.values():
                    _keep(traces, exposed, index, scraped=condition not in UNREAD)
        progress()
    return History(targets, moments, traces, sampled, met)


def columns(history: History, exposed: Exposed, sample: str, target: Target) -> Iterator[Column]:
    """The series called *sample* of a metric on the page of *target*, as a scrape stores them."""
    for _, labels, instrument in exposed.listed(target.params):
        trace = history.traces.get(instrument)
        if trace is None:
            continue  # it is younger than the history
        for place, cell in enumerate(instrument.cells()):
            if exposed.metric.name + cell.suffix == sample:
                own = dict((cell.bound,)) | labels if cell.bound else labels
                numbers = trace.numbers[place :: trace.width]
                yield Column(stored_labels(own, target), trace.first, numbers, trace.missing)


def of_scrapes(history: History, target: Target) -> Iterator[tuple[str, Column]]:
    """What Prometheus adds to every scrape of *target*, each with its name."""
    size = float(sum(len(family.samples) for family in target.registry.families(target.params)))
    met = history.met[target.registry]
    missing = {i for i, condition in enumerate(met) if condition == "not scraped"}
    told = {
        "up": [float(condition not in UNREAD) for condition in met],
        "scrape_duration_seconds": [SLOW if c == "slow" else _SCRAPE_SECONDS for c in met],
        "scrape_series_added": [0.0] * len(met),
        "scrape_samples_scraped": [0.0 if c == "down" else size for c in met],
        "scrape_samples_post_metric_relabeling": [0.0 if c in UNREAD else size for c in met],
    }
    for name, numbers in told.items():
        yield name, Column(stored_labels({}, target), 0, numbers, missing)


def stored_labels(own: Mapping[str, str], target: Target) -> dict[str, str]:
    """Labels as a scrape stores them: the target's win, if not told else; empty ones vanish."""
    if target.honor:
        given = {name: value for name, value in own.items() if value}
        return {"job": target.job, "instance": target.instance} | given
    stored = {_RESERVED.get(name, name): value for name, value in own.items() if value}
    return stored | {"job": target.job, "instance": target.instance}


def _keep(traces: dict[Instrument, Trace], exposed: Exposed, index: int, *, scraped: bool) -> None:
    for values, instrument in exposed.series.items():
        numbers = instrument.values()
        trace = traces.get(instrument)
        if trace is None:
            trace = traces[instrument] = Trace(index, len(numbers))
        trace.numbers.fromlist(numbers)
        if not (scraped and exposed.shows(values)):
            trace.missing.add(index)
