"""A label that the metric does not have: the query finds nothing, or groups by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.structure import did_you_mean


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The labels that *expr* asks of a metric which has no such label."""
    seen: set[tuple[str, str]] = set()
    for need in promql.needs(expr):
        name = need.selector.name or ""
        labels = catalogue.labels_of(name)
        if labels is None:
            continue
        for label in sorted(need.labels - labels):
            if (name, label) not in seen:
                seen.add((name, label))
                yield Wrong(f"'{name}' has no label '{label}'", _hint(label, labels))


@lru_cache(maxsize=256)
def _hint(label: str, labels: frozenset[str]) -> str:
    return did_you_mean(label, labels)
