"""What one endpoint exposes at a moment: every metric of the pack, and the series it has so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client.metrics_core import Metric as Family
from prometheus_client.samples import Sample

from archestra_ops.emitter.instruments import Histogram, Instrument, Plain, Summary
from archestra_ops.packs.model import Metric
from archestra_ops.packs.scenario import Change

Params = Mapping[str, Collection[str]]
"""The URL parameters of a scrape: a cloud's exporter chooses by them what it brings."""


@dataclass(frozen=True)
class Exposed:
    """A metric on a page: its labels (custom ones included) and its series by label values.

    `printed` is what the page calls the labels, which a scrape may rename. `hidden` are the changes
    of a scenario that take series off the page.
    """

    metric: Metric
    labels: tuple[str, ...]
    printed: tuple[str, ...]
    series: dict[tuple[str, ...], Instrument] = field(default_factory=dict)
    hidden: list[Change] = field(default_factory=list)

    def at(self, values: tuple[str, ...]) -> Instrument:
        """The series with these label values; new at 0 where there is none yet."""
        found = self.series.get(values)
        if found is None:
            found = self.series[values] = self._new()
        return found

    def asked(self, params: Params) -> Iterator[tuple[dict[str, str], Instrument]]:
        """The series that a scrape with *params* gets, each with its labels as the page has them.

        Where a parameter names a label, these are the values it may have.
        """
        for values, labels, instrument in self.listed(params):
            if self.shows(values):
                yield labels, instrument

    def listed(
        self, params: Params
    ) -> Iterator[tuple[tuple[str, ...], dict[str, str], Instrument]]:
        """The same with those that are not on the page now, each with its label values."""
        if self.metric.asked_for(params):
            for values, instrument in self.series.items():
                labels = dict(zip(self.printed, values, strict=True))
                if all(labels[name] in params[name] for name in labels.keys() & params.keys()):
                    yield values, labels, instrument

    def shows(self, values: tuple[str, ...]) -> bool:
        """Whether the series with these label values is on the page."""
        if not self.hidden:
            return True
        labels = dict(zip(self.labels, values, strict=True))
        return not any(change.selects(labels) for change in self.hidden)

    def _new(self) -> Instrument:
        match self.metric.type:
            case "histogram":
                return Histogram(bounds_of(self.metric))
            case "summary":
                return Summary(self.metric.quantiles or ())
            case "counter" | "gauge" | "untyped":
                return Plain()


class Registry:
    """The metrics of one process; a metric is listed before it has any series."""

    def __init__(
        self,
        metrics: Mapping[str, Metric],
        custom_labels: tuple[str, ...],
        printed: Callable[[str], str],
    ) -> None:
        self.metrics: dict[str, Exposed] = {}
        for name, metric in metrics.items():
            labels = metric.labels + (custom_labels if metric.custom_labels else ())
            exposed = self.metrics[name] = Exposed(metric, labels, tuple(map(printed, labels)))
            if not labels and any(emit.on for emit in metric.emit):
                exposed.at(())  # what has no labels is there, at 0, before its first event

    def restart(self, now: float) -> None:
        """Count from 0 again, as a process that started at *now* (unix seconds)."""
        for exposed in self.metrics.values():
            for series in exposed.series.values():
                if exposed.metric.type not in ("gauge", "untyped"):
                    series.reset()
                elif any(emit.time == "start" for emit in exposed.metric.emit):
                    series.reset(now)

    def families(
        self, params: Params | None = None, *, timestamp: float | None = None
    ) -> Iterator[Family]:
        """What a scrape with *params* gets, as client-library families.

        *timestamp* (unix seconds) is given to every sample, as an exporter of a cloud's own points
        does.
        """
        for exposed in self.metrics.values():
            metric = exposed.metric
            family = Family(metric.name, metric.help, _family_type(metric))
            for labels, instrument in exposed.asked(params or {}):
                for cell in instrument.cells():
                    own = dict((cell.bound,)) | labels if cell.bound else labels
                    name = metric.name + cell.suffix
                    family.samples.append(Sample(name, own, cell.value, timestamp, cell.exemplar))
            yield family


def bounds_of(metric: Metric) -> tuple[float, ...]:
    """A histogram's bucket bounds: the pack's, or the emitter's own where no source tells."""
    ours = next((emit.buckets for emit in metric.emit if emit.buckets), ())
    return ours or (metric.buckets if isinstance(metric.buckets, tuple) else ())


def _family_type(metric: Metric) -> str:
    return "unknown" if metric.type == "untyped" else metric.type
