"""What a Prometheus answers, as values; https://prometheus.io/docs/prometheus/latest/querying/api/.

The readers take JSON and raise LookupError, TypeError or ValueError where it is not what that page
says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


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
    """What is scraped: `health` is `up`, `down` or `unknown`, `error` the last scrape's."""

    url: str
    labels: Mapping[str, str]
    health: str
    error: str


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
    return Target(
        url=item["scrapeUrl"], labels=item["labels"], health=item["health"], error=item["lastError"]
    )


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
