"""Metrics pages of real exporters, as far as a catalogue can be compared with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import Metric
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as open_metrics_families,
)
from prometheus_client.parser import text_string_to_metric_families as text_families

FIXTURES = Path(__file__).parent.parent / "fixtures" / "packs"


@dataclass
class Family:
    """A metric on a page: its type, the label names of its samples, buckets and quantiles."""

    type: str
    labels: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    bounds: set[float] = field(default_factory=set)
    quantiles: set[float] = field(default_factory=set)


def open_metrics_page(name: str) -> dict[str, Family]:
    """The families of an OpenMetrics page, counters by the name of their samples."""
    families = _families(open_metrics_families(_text(name)))
    return {f"{n}_total" if f.type == "counter" else n: f for n, f in families.items()}


def text_page(name: str) -> dict[str, Family]:
    """The families of a classic page, by the names that stand behind `# TYPE`."""
    text = _text(name)
    # The parser takes `_total` from a counter's name; whether it was there is what is asked.
    names = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    families = _families(text_families(text))
    return {n if n in names else f"{n}_total": family for n, family in families.items()}


def _text(name: str) -> str:
    source, text = (FIXTURES / name).read_text().split("\n", 1)
    assert source.startswith("# source: ")
    return text


def _families(metrics: Iterable[Metric]) -> dict[str, Family]:
    found = {}
    for metric in metrics:
        family = found[metric.name] = Family(metric.type)
        for sample in metric.samples:
            labels = dict(sample.labels)
            family.labels.setdefault(sample.name, set()).add(frozenset(labels))
            if "le" in labels:
                family.bounds.add(float(labels["le"]))
            if "quantile" in labels:
                family.quantiles.add(float(labels["quantile"]))
    return found
