"""All metrics that an expression may name: those of some packs, and what Prometheus makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archestra_ops.packs.agent_labels import by_name
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.provider import Provider

# Labels that a target brings, not the metric; all but the first two may be absent.
TARGET_LABELS = frozenset({"job", "instance", "cluster", "namespace", "pod"})
SCRAPE_INTERVAL = 15.0
"""Seconds: what our own scrape jobs take, and most others'."""
_SURE = frozenset({"job", "instance"})
OPTIONAL_LABELS = TARGET_LABELS - _SURE

# https://prometheus.io/docs/concepts/jobs_instances/ and the `ALERTS` series of its rules.
_MADE = (
    Metric(name="up", type="gauge", help="1 where the last scrape worked", unit="1 or 0"),
    Metric(
        name="scrape_duration_seconds", type="gauge", help="duration of a scrape", unit="seconds"
    ),
    Metric(name="scrape_samples_scraped", type="gauge", help="samples on a page", unit="samples"),
    Metric(
        name="scrape_samples_post_metric_relabeling",
        type="gauge",
        help="samples of a page that relabelling left",
        unit="samples",
    ),
    Metric(
        name="scrape_series_added",
        type="gauge",
        help="about how many series a scrape added",
        unit="series",
    ),
    Metric(
        name="ALERTS",
        type="gauge",
        help="1 for each alert that is pending or firing",
        unit="1",
        labels=("alertname", "alertstate", "severity"),
        values={"alertstate": ("pending", "firing")},
    ),
)
PROMETHEUS = Pack(name="prometheus", title="Prometheus", metrics={m.name: m for m in _MADE})


@dataclass(frozen=True)
class Catalogue:
    """The metrics of several packs; `custom_labels` are on the metrics that take them.

    `target_labels` may be on all of them: the scrape brings them. `scrape_interval` is how many
    seconds are between two samples of a series, where no provider's pack says more. `stored` are
    the labels, by the names of series, that a server has of them: of these, and of these alone, it
    is known whether a scrape brought them `job` and `instance`, which recordings often lack.
    """

    packs: tuple[Pack, ...]
    custom_labels: frozenset[str] = frozenset()
    target_labels: frozenset[str] = TARGET_LABELS
    scrape_interval: float = SCRAPE_INTERVAL
    stored: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    _found: dict[str, tuple[Pack, Metric] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _successors: dict[str, str | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _labels: dict[str, frozenset[str] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def find(self, sample: str) -> tuple[Pack, Metric] | None:
        """The metric whose samples are called *sample*, with its pack."""
        # Every rule asks for every name of every expression.
        if sample not in self._found:
            self._found[sample] = self._find(sample)
        return self._found[sample]

    def _find(self, sample: str) -> tuple[Pack, Metric] | None:
        for pack in self.packs:
            metric = pack.metric_of(sample)
            if metric is not None:
                return pack, metric
        return None

    def labels_of(self, sample: str) -> frozenset[str] | None:
        """Every label that series called *sample* can carry, or None for an unknown metric."""
        if sample not in self._labels:
            self._labels[sample] = self._labels_of(sample)
        return self._labels[sample]

    def interval_of(self, sample: str) -> float:
        """How many seconds are between two samples of series called *sample*, as far as known."""
        found = self.find(sample)
        pack = found[0] if found is not None else None
        slowest = pack.sample_interval if isinstance(pack, Provider) else 0.0
        return max(slowest, self.scrape_interval)

    def _labels_of(self, sample: str) -> frozenset[str] | None:
        found = self.find(sample)
        if found is None:
            return None
        metric = found[1]
        custom = self.custom_labels if metric.custom_labels else frozenset[str]()
        targets = self.target_labels
        if sample in self.stored:
            targets = (targets - _SURE) | self.stored[sample]
        return metric.labels_of(sample) | targets | custom

    def values_of(self, sample: str, label: str) -> tuple[str, ...] | None:
        """The only values that *label* can have there, or None where that is open."""
        found = self.find(sample)
        if found is None:
            return None
        pack, metric = found
        if label == "le" and isinstance(metric.buckets, tuple):
            return (*_spellings(metric.buckets), "+Inf")
        return pack.values_of(metric, label)

    def successor_of(self, sample: str) -> str | None:
        """What series called *sample* in older releases, or by mistake, are called.

        An empty text where they are gone, None for a name that is no such one.
        """
        if sample not in self._successors:
            found = (pack.successor_of(sample) for pack in self.packs)
            known = (successor for successor in found if successor is not None)
            self._successors[sample] = next(known, None)
        return self._successors[sample]

    def samples(self) -> Iterable[str]:
        """The names of all series, each once."""
        metrics = (metric for pack in self.packs for metric in pack.metrics.values())
        return dict.fromkeys(sample for metric in metrics for sample in metric.samples)


def _spellings(bounds: Iterable[float]) -> Iterator[str]:
    """Bounds as they are stored: Prometheus 3 has `1.0` where the page and older ones have `1`."""
    for bound in bounds:
        yield f"{bound:.15g}"
        if bound == int(bound):
            yield f"{bound:.1f}"


def catalogue(*packs: Pack, custom_labels: Mapping[str, str] | None = None) -> Catalogue:
    """The metrics of *packs* and those that Prometheus makes.

    What may stand on any series of a platform's pages, as a Collector adds it, is taken for a label
    of its targets.
    """
    extra = {label for pack in packs if isinstance(pack, Platform) for label in pack.extra_labels}
    return Catalogue(
        (*packs, PROMETHEUS),
        custom_labels=frozenset(by_name(custom_labels or {})),
        target_labels=TARGET_LABELS | extra,
    )
