"""What a provider's pack says beside its metrics: jobs, identity, signals, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from archestra_ops.packs.discovery import Argument, Embedded, Workload
from archestra_ops.packs.model import Pack


@dataclass(frozen=True, kw_only=True)
class Signal:
    """A named instant vector: what it is called in boards and alerts, and what it measures."""

    name: str
    title: str
    unit: str
    labels: tuple[str, ...] = ()
    """Roles (`database`, `state` …) that it is split by, beside the server's identity."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """The PromQL by which a provider gives a signal.

    `$window` stands for the range (boards: `$__rate_interval`; alerts: their own).
    `needs` names the setting or version without which there is no series.
    `foreign` metrics do not come from the provider's own jobs (kubelet …): they keep off `$pg_job`.
    `identity` are the labels that tell its series apart, where they are not the provider's.
    """

    expr: str
    needs: str = ""
    foreign: bool = False
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Job:
    """A scrape job of the provider: where, how often (seconds), with which parameters.

    `$platform` in its name stands for the platform's: `bound.jobs_for` puts that in.
    `anchor` is a metric that it always brings, where that is not the provider's.
    `longest_interval` (seconds) is how often it must be scraped, or points are lost; 0: no matter.
    """

    name: str
    port: int
    path: str = "/metrics"
    scrape_interval: float
    scrape_timeout: float
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    honor_timestamps: bool = True
    anchor: str = ""
    longest_interval: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something about the exporter that changes names, types or jobs; `default` unless told.

    It is one of `values`, or matches `pattern`, where those are given; an empty default means
    unset. `param` is the jobs' URL parameter that carries it. `placeholder` says that the default
    is nobody's: the real one must be given.
    """

    help: str
    default: str
    values: tuple[str, ...] = ()
    pattern: str = ""
    param: str = ""
    placeholder: bool = False


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A setting that must be on for some signals: where it is set, and how.

    `receiver_metrics` are what it switches on in the OpenTelemetry Collector's receiver, if it is
    one of that; `caution` is what can go wrong with it.
    """

    title: str
    where: str
    how: str
    receiver_metrics: tuple[str, ...] = ()
    caution: str = ""


@dataclass(frozen=True, kw_only=True)
class Provider(Pack):
    """A source of PostgreSQL metrics.

    `identity` are the labels that tell one server from another, `roles` what boards call
    `database`, `state` … in this provider's labels. Labels are those that Prometheus stores:
    `renamed_on_scrape` gives what the exporter's page calls one that is renamed on the way, because
    a target has a label of that name. `sample_interval` (seconds) is how far apart its points are,
    `sample_delay` how late a point that has a timestamp of its own may be; 0 where they have none.
    `page` is the format of its page.
    """

    exporter: str
    use_when: str
    identity: tuple[str, ...]
    anchor: str
    renamed_on_scrape: Mapping[str, str] = field(default_factory=dict)
    """By the page's name: `instance = "exported_instance"`."""
    roles: Mapping[str, str]
    sample_interval: float
    sample_delay: float = 0.0
    page: Literal["text", "openmetrics"] = "text"
    jobs: tuple[Job, ...]
    settings: Mapping[str, Setting] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    signals: Mapping[str, Binding]
    variants: Mapping[str, Mapping[str, Binding]] = field(default_factory=dict)
    """Bindings that replace others, keyed `option=value`, or `option` for any value but none.

    There `$option` in an expression stands for the value.
    """
    misnamed: Mapping[str, str] = field(default_factory=dict)
    """Names that dashboards and rules use and the exporter does not, and what it says instead.

    One that ends in `_` is the beginning of names.
    """
    kubernetes: Workload | None = None
    """Where its exporter is in a cluster, if the platform's own chart brings that."""
    arguments: tuple[Argument, ...] = ()
    alloy: Embedded | None = None
    receiver: str = ""
    """The OpenTelemetry Collector's receiver that reads PostgreSQL, if the exporter is that."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """The options that were given another value than the default; no pack has it."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """Metrics that are always there, one per job where they differ, for finding the jobs."""
        return tuple(dict.fromkeys((self.anchor, *(j.anchor for j in self.jobs if j.anchor))))

    def successor_of(self, sample: str) -> str | None:
        """What the exporter calls what others call *sample* by mistake, or it called so once."""
        metric = self.metrics.get(sample)
        if metric is not None and not metric.until:
            return None  # named by a template of its own
        for wrong, right in self.misnamed.items():
            if sample == wrong or (wrong.endswith("_") and sample.startswith(wrong)):
                return right + sample.removeprefix(wrong)
        return None

    def identity_of(self, signal: str) -> tuple[str, ...]:
        """The labels that tell the series of *signal* apart, beside its roles."""
        return self.signals[signal].identity or self.identity

    @property
    def flags(self) -> tuple[str, ...]:
        """What its exporter is started with, for the options that are chosen."""
        return tuple(
            self.filled(one.flag)
            for one in self.arguments
            if not one.when or one.when in {f"{name}={value}" for name, value in self._values}
        )

    def filled(self, text: str) -> str:
        """*text* with the value of each option in the place of `$option`."""
        for name, value in self._values:
            text = text.replace(f"${name}", value)
        return text

    @property
    def opt_in_metrics(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What its receiver must be told to measure for its signals, after what to mind with it."""
        needed = dict.fromkeys(one.needs for one in self.signals.values() if one.needs)
        settings = [self.settings[name] for name in needed]
        return tuple((one.caution, one.receiver_metrics) for one in settings)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The options that still have a value that is nobody's."""
        return tuple(
            name
            for name, value in self._values
            if self.options[name].placeholder and value == self.options[name].default
        )

    @property
    def _values(self) -> list[tuple[str, str]]:
        """Its options with their values, the longest name first."""
        values = {name: option.default for name, option in self.options.items()}
        values.update(self.chosen)
        return sorted(values.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    def on_page(self, label: str) -> str:
        """What the exporter's page calls *label*."""
        return next((page for page, own in self.renamed_on_scrape.items() if own == label), label)
