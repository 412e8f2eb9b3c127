"""What a pack says: frozen types, read from TOML by `load`.

A field here is a key there. Units are seconds, bytes and ratios 0-1 unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from archestra_ops.packs.discovery import SideProcess
from archestra_ops.packs.owned import Owning
from archestra_ops.packs.process import Gap, Legacy, Probe, Process, Setup
from archestra_ops.packs.scenario import Scenario
from archestra_ops.packs.telemetry import ExemplarLabels, Telemetry
from archestra_ops.packs.traffic import Activity, Emit, Row

MetricType = Literal["counter", "gauge", "histogram", "summary", "untyped"]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label that several metrics share: what it means and which values are known.

    `open` says that more values than the listed ones are possible; `since` from which release
    the label is there at all; `needs` which of a provider's settings brings it, if one does.
    """

    help: str
    values: tuple[str, ...] = ()
    open: bool = True
    since: str = ""
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric, by the name that its samples carry (a counter's with its `_total`, if any).

    `labels` are without `le` and `quantile`; of those in `optional_labels` a page may lack any, as
    no source says that they are there. `values` closes a label to the listed values;
    the word `unknown` there, or as `buckets`, says that no source tells.
    `repeated` marks a gauge that every replica reports with the same value: `max`, never `sum`.
    `delta` marks a gauge that holds the count of one sample interval, not a level.
    `needs` names the setting or version that brings the metric, where it is not there by default.
    For a provider it is the key of one of its settings.
    `only_while` says what must be the case for it to have series: without, their absence is fine.
    `documented` metrics are named by the platform's documentation: their absence is a finding.
    `coarse` says why the bounds of its buckets are no use for quantiles. `needed_bounds` are those
    that its buckets must have for what is asked of it, whichever the others are.
    `parts` are what an exporter with a template of names makes the name of; those that the
    template leaves out become labels.
    `seen` is false where nobody has met it in the field: the documentation alone has it, or only we
    propose it. `instead` says what shows nearly the same until somebody has. `twin` is the metric
    that has the same events under another name, on the same page.
    """

    name: str
    type: MetricType
    help: str
    unit: str
    labels: tuple[str, ...] = ()
    optional_labels: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...] | Literal["unknown"]] = field(default_factory=dict)
    buckets: tuple[float, ...] | Literal["unknown"] | None = None
    needed_bounds: tuple[float, ...] = ()
    quantiles: tuple[float, ...] | None = None
    processes: tuple[str, ...] = ()
    exemplars: bool = False
    custom_labels: bool = False
    documented: bool = False
    repeated: bool = False
    delta: bool = False
    only_while: str = ""
    needs: str = ""
    since: str = ""
    until: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    seen: bool = True
    instead: str = ""
    coarse: str = ""
    twin: str = ""
    emit: tuple[Emit, ...] = ()

    @property
    def samples(self) -> tuple[str, ...]:
        """The names that its samples have on a page and in Prometheus."""
        match self.type:
            case "histogram":
                return (f"{self.name}_bucket", f"{self.name}_sum", f"{self.name}_count")
            case "summary":
                return (self.name, f"{self.name}_sum", f"{self.name}_count")
            case "counter" | "gauge" | "untyped":
                return (self.name,)

    @property
    def sure_labels(self) -> frozenset[str]:
        """The labels that no page may lack."""
        return frozenset(self.labels) - frozenset(self.optional_labels)

    def labels_of(self, sample: str) -> frozenset[str]:
        """The labels that the samples called *sample* carry, `le` and `quantile` included."""
        own = frozenset(self.labels)
        if self.type == "histogram" and sample.endswith("_bucket"):
            return own | {"le"}
        if self.type == "summary" and sample == self.name:
            return own | {"quantile"}
        return own

    def asked_for(self, params: Mapping[str, Collection[str]]) -> bool:
        """Whether a scrape with these URL parameters brings it: those that name one of its parts.

        What is a part no longer, because the template left it out, is a label of the same name.
        """
        return all(value in params.get(part, (value,)) for part, value in self.parts.items())


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What a platform's and a provider's pack have in common."""

    name: str
    title: str
    labels: Mapping[str, Label] = field(default_factory=dict)
    metrics: Mapping[str, Metric]
    constants: Mapping[str, str] = field(default_factory=dict)
    """Label values that the emitter uses where a row has none."""
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    traffic: Mapping[str, Activity] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)

    def metric_of(self, sample: str) -> Metric | None:
        """The metric whose samples are called *sample*, or None."""
        for name in (sample, *(sample.removesuffix(s) for s in ("_bucket", "_sum", "_count"))):
            metric = self.metrics.get(name)
            if metric is not None and sample in metric.samples:
                return metric
        return None

    def values_of(self, metric: Metric, label: str) -> tuple[str, ...] | None:
        """All values that *label* can have on *metric*, or None where the list is open."""
        closed = metric.values.get(label)
        if closed is not None:
            return None if isinstance(closed, str) else closed
        shared = self.labels.get(label)
        return None if shared is None or shared.open else shared.values

    def successor_of(self, sample: str) -> str | None:
        """What series that used to be called *sample*, or are by mistake, are called.

        An empty text where they are gone, None where the pack knows of no such name.
        """
        del sample
        return None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One of several sets of names that a platform's metrics have: a release, a way to export.

    `processes` are those of the pack that it has, all where there is none. `without` are metrics
    of the pack that it lacks, `rename` what others of them are called in it, by the names that
    their samples have (of histograms without suffix). `metrics` and `labels` are its own, in the
    place of the pack's of the same name. `written_twice` names a profile whose metrics stand beside
    on the same pages: the same events once more, which nobody may add to these.
    """

    title: str
    help: str
    processes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    written_twice: str = ""


@dataclass(frozen=True, kw_only=True)
class Platform(Pack, Owning):
    """A system we watch: its processes, its complete metric catalogue, its traffic.

    `usual` is the one that commands are about unless told otherwise. `profiles` are its sets of
    names, `profile` the one that this is of; `renamed` gives, by the name that its boards and
    alerts use, what a series is called in it. `page` is how its processes print their metrics.
    `postgres` says whether it has a PostgreSQL that its boards look at. `extra_labels` may be on
    any series of its pages, beside a metric's own. `custom_labels_prefix` stands in front of labels
    that operators choose, `upstream_boards` are the uids of the dashboards that its makers ship,
    `setup` what makes metrics come, `gaps` what none tells. `silent` are processes that have no
    metrics in this profile; probes may ask them all the same. `metrics_secret` names the variable
    that the bearer secret of its pages is in; without one they need none. `scrape_needs` is what
    else has to be up for a page to be made, such as a database, empty where nothing has.
    `all_in_one` is the setting by which one process does everything, on the page of the first;
    empty where there is none. `exemplars` are the labels of those that its metrics have.
    `health_bodies`: its `web` and `worker` answer `/health` and `/ready` as Archestra's, unprobed.
    """

    homepage: str
    processes: Mapping[str, Process]
    legacy: Legacy = field(default_factory=Legacy)
    telemetry: Telemetry | None = None
    side_processes: Mapping[str, SideProcess] = field(default_factory=dict)
    page: Literal["openmetrics", "text"] = "openmetrics"
    postgres: bool = True
    extra_labels: tuple[str, ...] = ()
    custom_labels_prefix: str = ""
    metrics_secret: str = ""
    scrape_needs: str = ""
    all_in_one: str = ""
    health_bodies: bool = False
    exemplars: ExemplarLabels | None = None
    upstream_boards: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    gaps: tuple[Gap, ...] = ()
    setup: tuple[Setup, ...] = ()
    usual: bool = False
    default_profile: str = ""
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    profile: str = field(default="", metadata={"key": ""})
    renamed: Mapping[str, str] = field(default_factory=dict, metadata={"key": ""})
    silent: Mapping[str, Process] = field(default_factory=dict, metadata={"key": ""})

    @property
    def anchors(self) -> tuple[str, ...]:
        """Metrics that only this platform has, one per process, for finding its jobs."""
        own = (process.anchor for process in self.processes.values() if not process.foreign)
        return tuple(dict.fromkeys(own))

    @property
    def has_exemplars(self) -> bool:
        """Whether any of its metrics leads to traces."""
        return any(metric.exemplars for metric in self.metrics.values())

    @property
    def unseen(self) -> frozenset[str]:
        """The metrics that the documentation alone has."""
        return frozenset(name for name, metric in self.metrics.items() if not metric.seen)

    def is_foreign(self, metric: Metric) -> bool:
        """Whether *metric* is of another program, whose series are of others, too."""
        homes = [self.processes[name] for name in metric.processes if name in self.processes]
        return bool(homes) and all(home.foreign for home in homes)

    def successor_of(self, sample: str) -> str | None:
        """What series of older releases called *sample* are called now."""
        for suffix in ("", "_bucket", "_sum", "_count"):
            successor = self.legacy.metrics.get(sample.removesuffix(suffix))
            if successor is not None and sample.endswith(suffix):
                return f"{successor}{suffix}" if successor else ""
        return None
