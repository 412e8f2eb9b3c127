"""History as OpenMetrics for `promtool tsdb create-blocks-from openmetrics`, a series at a time.

What cannot be called by its type so is `unknown` there: a counter whose name lacks `_total`
(postgres_exporter's), and the parts of histograms and summaries, which belong together moment by
moment, in a form that the official Python parser (prometheus_client 0.26) fails to read. Prometheus
keeps no types of it anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archestra_ops.emitter.estate import Target
from archestra_ops.emitter.history import Column, History, columns, of_scrapes
from archestra_ops.emitter.registry import Exposed


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
                for column in columns(history, exposed, sample, target):
                    yield _points(sample, column, stamps)
    yield from _of_scrapes(history)
    yield "# EOF\n"


def _declared(sample: str, kind: str) -> str:
    if kind == "counter" and sample.endswith("_total"):
        return f"{sample.removesuffix('_total')} counter"
    return f"{sample} {'gauge' if kind == 'gauge' else 'unknown'}"


def _points(sample: str, column: Column, stamps: Sequence[str]) -> str:
    series = sample + _labels(column.labels)
    told = list(zip(column.numbers, stamps[column.first :], strict=True))
    if column.missing:
        told = [point for i, point in enumerate(told, column.first) if i not in column.missing]
    return "".join([f"{series} {number!r} {stamp}\n" for number, stamp in told if stamp])


def _stamps(history: History, target: Target) -> Iterator[str]:
    """A timestamp per moment; empty where the point was stored already."""
    before: float | None = None
    for moment, measured in zip(history.moments, history.sampled[target.simulation], strict=True):
        if measured is None:
            yield f"{moment:.3f}"
        else:
            yield "" if measured == before else f"{measured:.3f}"
        before = measured


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _of_scrapes(history: History) -> Iterator[str]:
    """What Prometheus adds to every scrape."""
    stamps = [f"{moment:.3f}" for moment in history.moments]
    families: dict[str, list[Column]] = {}
    for target in history.targets:
        for name, column in of_scrapes(history, target):
            families.setdefault(name, []).append(column)
    for name, found in families.items():
        yield f"# TYPE {name} gauge\n"
        yield from (_points(name, column, stamps) for column in found)
