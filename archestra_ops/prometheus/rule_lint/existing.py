"""What really exists: on metrics pages, or in a Prometheus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from archestra_ops.exposition import FamilySurvey, Format, Survey
from archestra_ops.packs.model import Metric, MetricType, Pack
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.rule_lint.scope import Existing

DAY: Final = 86_400.0
_TYPES: Final[dict[str, MetricType]] = {
    "counter": "counter",
    "gauge": "gauge",
    "histogram": "histogram",
    "summary": "summary",
}
_THREADS: Final = 8
# Their labels come and go with the alerts that fire: those of a day are not all.
_OF_ALERTS: Final = frozenset({"ALERTS", "ALERTS_FOR_STATE"})


def on_pages(surveys: Iterable[tuple[str, Survey]]) -> Existing:
    """What *surveys* have seen on pages, each with what messages call the page.

    Labels are judged of metrics that have samples; others are there, and may get any.
    """
    metrics: dict[str, Metric] = {}
    names: set[str] = set()
    where: list[str] = []
    for name, survey in surveys:
        where.append(f"'{name}'")
        for family in survey.families.values():
            metric = _metric(family, survey.format)
            names.update(metric.samples)
            if family.samples:
                metrics[metric.name] = _both(metric, metrics.get(metric.name))
    return Existing(
        where=" and ".join(where),
        names=frozenset(names),
        pack=Pack(name="pages", title="pages", metrics=metrics),
    )


def in_prometheus(api: Api, where: str, used: Iterable[str], now: float) -> Existing:
    """What the Prometheus behind *api* stored in the day before *now*, in seconds since 1970.

    Of the metrics in *used* their labels are asked. Raises FetchError where it does not answer.
    """
    names = frozenset(api.label_values("__name__", [], now - DAY, now))
    asked = sorted(names.intersection(used) - _OF_ALERTS)
    with ThreadPoolExecutor(_THREADS) as pool:
        labels = list(pool.map(lambda name: _labels(api, name, now), asked))
    metrics = {
        name: Metric(name=name, type="untyped", help="", unit="", labels=found)
        for name, found in zip(asked, labels, strict=True)
    }
    pack = Pack(name="prometheus", title="a Prometheus", metrics=metrics)
    return Existing(
        where=f"'{where}'",
        names=names,
        pack=pack,
        stored={name: frozenset(metric.labels) for name, metric in metrics.items()},
        is_server=True,
    )


def _labels(api: Api, name: str, now: float) -> tuple[str, ...]:
    found = api.label_names([f'{{__name__="{name}"}}'], now - DAY, now)
    return tuple(label for label in found if label != "__name__")


def _metric(family: FamilySurvey, form: Format) -> Metric:
    kind = _TYPES.get(family.type, "untyped")
    is_total = form is Format.OPENMETRICS and kind == "counter"
    total = "_total" if is_total and not family.name.endswith("_total") else ""
    return Metric(
        name=f"{family.name}{total}", type=kind, help="", unit="", labels=tuple(_names(family))
    )


def _names(family: FamilySurvey) -> Iterator[str]:
    yield from dict.fromkeys(label for labels in family.label_sets for label in labels)
    if family.type not in _TYPES and family.bounds:
        yield from ("le", "quantile")


def _both(metric: Metric, other: Metric | None) -> Metric:
    """*metric* with the labels that it has on another page, too."""
    if other is None:
        return metric
    labels = tuple(dict.fromkeys((*metric.labels, *other.labels)))
    return Metric(name=metric.name, type=metric.type, help="", unit="", labels=labels)
