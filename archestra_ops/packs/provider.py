"""What a provider's pack says beside its metrics: jobs, identity, signals, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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

    `anchor` is a metric that it always brings, where that is not the provider's.
    """

    name: str
    port: int
    path: str = "/metrics"
    scrape_interval: float
    scrape_timeout: float
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    honor_timestamps: bool = True
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something about the exporter that changes names, types or jobs; `default` unless told.

    It is one of `values`, or matches `pattern`, where those are given; an empty default means
    unset. `param` is the jobs' URL parameter that carries it.
    """

    help: str
    default: str
    values: tuple[str, ...] = ()
    pattern: str = ""
    param: str = ""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A setting that must be on for some signals: where it is set, and how."""

    title: str
    where: str
    how: str


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

    def on_page(self, label: str) -> str:
        """What the exporter's page calls *label*."""
        return next((page for page, own in self.renamed_on_scrape.items() if own == label), label)
