"""Metrics in a pack that no page can have: bounds, labels and values, and names that clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs import figures
from archestra_ops.packs.catalogue import PROMETHEUS
from archestra_ops.packs.model import Label, Metric, Pack, Platform
from archestra_ops.packs.structure import did_you_mean

_RESERVED: Final = {"histogram": "le", "summary": "quantile"}
"""Labels that a page itself gives each series of a type."""
_TOTAL: Final = "_total"


def check_metrics(metrics: Mapping[str, Metric], under: str) -> None:
    """Raise PackError for what no page can have of one of *metrics*; keys follow *under*."""
    for name, metric in metrics.items():
        at = f"{under}metrics.{name}"
        _labels(metric, at)
        _buckets(metric, at)
        if metric.quantiles is not None:
            figures.quantiles(metric.quantiles, f"{at}.quantiles")
        for label, values in metric.values.items():
            if label not in metric.labels:
                raise PackError(
                    f"{at}.values: nothing is called {label!r}",
                    hint=did_you_mean(label, metric.labels),
                )
            if not values:
                raise _no_value(f"{at}.values.{label}", "leave it out where any can be")


def check_labels(labels: Mapping[str, Label], under: str) -> None:
    """Raise PackError for one of *labels* that can have no value; keys follow *under*."""
    for name, label in labels.items():
        if not label.open and not label.values:
            raise _no_value(f"{under}labels.{name}.values", "list them, or leave out open = false")


def check_names(pack: Pack, where: str) -> None:
    """Raise PackError for two metrics of *pack*, as applied, with samples of the same name."""
    owners = dict.fromkeys(PROMETHEUS.metrics, "Prometheus")
    for metric in pack.metrics.values():
        for name in dict.fromkeys(_names(metric, pack)) if not metric.until else ():
            if name in owners:
                raise PackError(
                    f"{where}: metrics.{metric.name}: '{name}' is what {owners[name]} has already",
                    hint=_way_out(metric, pack),
                )
            owners[name] = f"'{metric.name}'"


def _way_out(metric: Metric, pack: Pack) -> str:
    # In OpenMetrics a counter goes by its name with and without `_total`.
    in_text = isinstance(pack, Platform) and pack.page == "text"
    if in_text or metric.name in PROMETHEUS.metrics:
        return "rename one of them"
    return 'rename one of them, or write page = "text" if that is what the page is'


def check_bounded(metric: Metric, at: str) -> None:
    """Raise PackError for a histogram that is emitted, and whose bounds nothing tells."""
    if metric.type != "histogram" or any(emit.buckets for emit in metric.emit):
        return
    if metric.buckets is None:
        raise PackError(
            f"{at}: missing key 'buckets'", hint="add the bounds: buckets = [0.1, 0.5, 1.0]"
        )
    if metric.buckets == "unknown":
        raise PackError(
            f"{at}.emit: missing key 'buckets'",
            hint="no source tells them, so choose some: buckets = [0.1, 0.5, 1.0]",
        )


def _names(metric: Metric, pack: Pack) -> Iterator[str]:
    """What *metric* is called on a page, as a whole and in its samples."""
    if metric.type == "counter" and not (isinstance(pack, Platform) and pack.page == "text"):
        yield metric.name.removesuffix(_TOTAL)
        yield metric.name.removesuffix(_TOTAL) + _TOTAL
    else:
        yield metric.name
        yield from metric.samples


def _labels(metric: Metric, at: str) -> None:
    _once(metric.labels, f"{at}.labels")
    reserved = _RESERVED.get(metric.type)
    if reserved in metric.labels:
        raise PackError(
            f"{at}.labels: every {metric.type} has {reserved!r} of its own", hint="leave it out"
        )


def _once(names: Iterable[str], at: str) -> None:
    found: set[str] = set()
    for name in names:
        if name in found:
            raise PackError(f"{at}: {name!r} is there twice", hint="leave one of them out")
        found.add(name)


def _buckets(metric: Metric, at: str) -> None:
    if isinstance(metric.buckets, tuple):
        figures.bounds(metric.buckets, f"{at}.buckets")
    for number, emit in enumerate(metric.emit):
        if emit.buckets:
            figures.bounds(emit.buckets, f"{at}.emit[{number}].buckets")


def _no_value(at: str, hint: str) -> PackError:
    return PackError(f"{at}: there is none", hint=hint)
