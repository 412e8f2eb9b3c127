"""What a Prometheus answers, as values; https://prometheus.io/docs/prometheus/latest/querying/api/.

The readers take JSON and raise LookupError, TypeError or ValueError where it is not what that page
says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import duration


class Sample(NamedTuple):
    """A value, and when it held in seconds since 1970."""

    at: float
    value: float


@dataclass(frozen=True, kw_only=True)
class Series:
    """A series of a result: one sample for an instant, several for a range.

    A native histogram has none, for it is no number.
    """

    metric: Mapping[str, str]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an expression gave, and what Prometheus finds doubtful about it."""

    series: tuple[Series, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An expression that Prometheus does not evaluate, and why, in its words."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is scraped: `health` is `up`, `down` or `unknown`, `error` the last scrape's.

    `discovered` are the labels that it had before relabelling, `interval` is in seconds; 0 where
    it is not told.
    """

    url: str
    labels: Mapping[str, str]
    health: str
    error: str
    discovered: Mapping[str, str] = field(default_factory=dict)
    interval: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LoadedRule:
    """A rule that is evaluated: `hold` (its `for`) and `keep_firing_for` in seconds.

    `health` is `ok`, `err` or `unknown`, `error` what the last evaluation met.
    """

    name: str
    is_alert: bool
    expr: str
    labels: Mapping[str, str]
    hold: float = 0.0
    keep_firing_for: float = 0.0
    health: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class LoadedGroup:
    """A group of rules in `file` (Mimir: a namespace), evaluated every `interval` seconds.

    The last evaluation `took` so many seconds.
    """

    name: str
    file: str
    interval: float
    took: float
    rules: tuple[LoadedRule, ...]


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a server says of itself: the headers of its answer, and its build.

    `headers` have names in lower case. `build` is empty where it tells nothing.
    """

    headers: Mapping[str, str]
    build: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Exemplar:
    """One exemplar of a series: `labels` are its own, such as `trace_id`."""

    metric: Mapping[str, str]
    labels: Mapping[str, str]
    sample: Sample


@dataclass(frozen=True, kw_only=True)
class BuildInfo:
    """Which Prometheus answers, or which version of Prometheus it claims to be like."""

    version: str
    revision: str


# JSON, which is checked by being read.
Json = Any


def answer(document: Json) -> Answer:
    """Read the answer to a query."""
    data = document["data"]
    return Answer(
        series=tuple(_series(data["resultType"], data["result"])),
        warnings=tuple(document.get("warnings") or ()),
    )


def target(item: Json) -> Target:
    """Read one active target."""
    discovered = item.get("discoveredLabels") or {}
    every = item.get("scrapeInterval") or discovered.get("__scrape_interval__", "")
    return Target(
        url=item["scrapeUrl"],
        labels=item["labels"],
        health=item["health"],
        error=item["lastError"],
        discovered=discovered,
        interval=_length(every),
    )


def loaded_group(item: Json) -> LoadedGroup:
    """Read one group of rules."""
    return LoadedGroup(
        name=item["name"],
        file=item.get("file", ""),
        interval=float(item.get("interval") or 0),
        took=float(item.get("evaluationTime") or 0),
        rules=tuple(map(_loaded_rule, item["rules"])),
    )


def _loaded_rule(item: Json) -> LoadedRule:
    return LoadedRule(
        name=item["name"],
        is_alert=item["type"] == "alerting",
        expr=item["query"],
        labels=item.get("labels") or {},
        hold=float(item.get("duration") or 0),
        keep_firing_for=float(item.get("keepFiringFor") or 0),
        health=item.get("health", ""),
        error=item.get("lastError", ""),
    )


def _length(text: str) -> float:
    """A duration in seconds, 0 where there is none."""
    try:
        return duration.seconds(text)
    except OpsError:
        return 0.0


def exemplars(item: Json) -> tuple[Exemplar, ...]:
    """Read the exemplars of one series."""
    return tuple(
        Exemplar(
            metric=item["seriesLabels"],
            labels=exemplar["labels"],
            sample=_sample((exemplar["timestamp"], exemplar["value"])),
        )
        for exemplar in item["exemplars"]
    )


def build_info(data: Json) -> BuildInfo:
    """Read what is said of the build."""
    return BuildInfo(version=data["version"], revision=data.get("revision", ""))


def _series(kind: str, result: Json) -> list[Series]:
    match kind:
        case "vector":
            return [
                Series(
                    metric=one["metric"], samples=_samples([one["value"]] if "value" in one else [])
                )
                for one in result
            ]
        case "matrix":
            return [
                Series(metric=one["metric"], samples=_samples(one.get("values", [])))
                for one in result
            ]
        case "scalar":
            return [Series(metric={}, samples=_samples([result]))]
        case "string":
            return [Series(metric={}, samples=())]
        case other:
            raise ValueError(other)


def _samples(pairs: Json) -> tuple[Sample, ...]:
    return tuple(map(_sample, pairs))


def _sample(pair: Json) -> Sample:
    at, value = pair
    return Sample(float(at), float(value))
