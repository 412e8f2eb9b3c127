"""History: what a Prometheus would have stored, had it scraped the emitter all along.

Written as OpenMetrics for `promtool tsdb create-blocks-from openmetrics`, a series at a time. What
cannot be called by its type so is `unknown` there: a counter whose name lacks `_total`
(postgres_exporter's), and the parts of histograms and summaries, which belong together moment by
moment, in a form that the official Python parser (prometheus_client 0.26) fails to read. Prometheus
keeps no types of it anyway.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archestra_ops.emitter.estate import Estate, Target
from archestra_ops.emitter.instruments import Instrument
from archestra_ops.emitter.registry import Exposed
from archestra_ops.emitter.simulation import Simulation
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Pack

_RESERVED = {"job": "exported_job", "instance": "exported_instance"}
_SCRAPE_SECONDS = 0.012  # what a scrape of the emitter takes
_MOST = 20_000  # moments; each takes some 40 kB of memory, and 1 MB of the file


@dataclass(frozen=True)
class Trace:
    """The numbers of one instrument over time, `width` of them per moment, from `first` on."""

    first: int
    width: int
    numbers: array[float] = field(default_factory=lambda: array("d"))


@dataclass(frozen=True)
class History:
    """All that the targets exposed at `moments` (unix seconds, ascending).

    `sampled` says of each simulation when what it showed was measured.
    """

    targets: Sequence[Target]
    moments: Sequence[float]
    traces: Mapping[Instrument, Trace]
    sampled: Mapping[Simulation[Pack], Sequence[float | None]]


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


def record(
    estate: Estate,
    targets: Sequence[Target],
    moments: Sequence[float],
    progress: Callable[[], None] = lambda: None,
) -> History:
    """Move *estate* through *moments* and keep what it shows; *progress* is called after each."""
    traces: dict[Instrument, Trace] = {}
    sampled: dict[Simulation[Pack], list[float | None]] = {t.simulation: [] for t in targets}
    for index, moment in enumerate(moments):
        estate.advance(moment)
        for simulation, measured in sampled.items():
            measured.append(simulation.sampled_at)
            for registry in simulation.registries.values():
                for exposed in registry.metrics.values():
                    _keep(traces, exposed, index)
        progress()
    return History(targets, moments, traces, sampled)


def openmetrics(history: History) -> Iterator[str]:
    """The history as the pieces of an OpenMetrics page, a family at a time."""
    families: dict[str, list[tuple[Exposed, Target, list[str]]]] = {}
    for target in history.targets:
        stamps = list(_stamps(history, target))
        for name, exposed in target.registry.metrics.items():
            families.setdefault(name, []).append((exposed, target, stamps))
    for members in families.values():
        metric = members[0][0].metric
        for sample in metric.samples:
            yield f"# TYPE {_declared(sample, metric.type)}\n"
            for exposed, target, stamps in members:
                yield from _series(history, exposed, sample, target, stamps)
    yield from _of_scrapes(history)
    yield "# EOF\n"


def _keep(traces: dict[Instrument, Trace], exposed: Exposed, index: int) -> None:
    for instrument in exposed.series.values():
        numbers = instrument.values()
        trace = traces.get(instrument)
        if trace is None:
            trace = traces[instrument] = Trace(index, len(numbers))
        trace.numbers.fromlist(numbers)


def _declared(sample: str, kind: str) -> str:
    if kind == "counter" and sample.endswith("_total"):
        return f"{sample.removesuffix('_total')} counter"
    return f"{sample} {'gauge' if kind == 'gauge' else 'unknown'}"


def _series(
    history: History, exposed: Exposed, sample: str, target: Target, stamps: Sequence[str]
) -> Iterator[str]:
    for labels, instrument in exposed.asked(target.params):
        trace = history.traces.get(instrument)
        if trace is None:
            continue  # it is younger than the history
        for place, cell in enumerate(instrument.cells()):
            if exposed.metric.name + cell.suffix == sample:
                own = dict((cell.bound,)) | labels if cell.bound else labels
                column = trace.numbers[place :: trace.width]
                yield from _points(sample + _labels(own, target), column, stamps[trace.first :])


def _points(series: str, numbers: Sequence[float], stamps: Sequence[str]) -> Iterator[str]:
    told = zip(numbers, stamps, strict=True)
    yield "".join([f"{series} {number!r} {stamp}\n" for number, stamp in told if stamp])


def _stamps(history: History, target: Target) -> Iterator[str]:
    """A timestamp per moment; empty where the point was stored already."""
    before: float | None = None
    for moment, measured in zip(history.moments, history.sampled[target.simulation], strict=True):
        if measured is None:
            yield f"{moment:.3f}"
        else:
            yield "" if measured == before else f"{measured:.3f}"
        before = measured


def _labels(own: Mapping[str, str], target: Target) -> str:
    """Labels as a scrape stores them: the target's win, empty ones vanish."""
    stored = {_RESERVED.get(name, name): value for name, value in own.items() if value}
    stored |= {"job": target.job, "instance": target.instance}
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in stored.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _of_scrapes(history: History) -> Iterator[str]:
    """What Prometheus adds to every scrape."""
    samples = [
        float(sum(len(family.samples) for family in target.registry.families(target.params)))
        for target in history.targets
    ]
    same = {
        "up": 1.0,
        "scrape_duration_seconds": _SCRAPE_SECONDS,
        "scrape_series_added": 0.0,
    }
    for name in (*same, "scrape_samples_scraped", "scrape_samples_post_metric_relabeling"):
        yield f"# TYPE {name} gauge\n"
        for target, scraped in zip(history.targets, samples, strict=True):
            number = same.get(name, scraped)
            stamps = [f"{moment:.3f}" for moment in history.moments]
            yield from _points(name + _labels({}, target), [number] * len(stamps), stamps)
