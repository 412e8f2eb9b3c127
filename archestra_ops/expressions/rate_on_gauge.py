"""A rate of something that goes up and down: every fall is taken for a restart."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.raw_counter import counts
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

_FOR_COUNTERS = frozenset({"rate", "irate", "increase"})


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The gauges of *expr* under rate, irate or increase."""
    for selector in promql.selectors(expr):
        name = selector.name or ""
        found = catalogue.find(name)
        if not found or found[1].type == "untyped" or selector.subquery is not None:
            continue
        if selector.function in _FOR_COUNTERS and not counts(found[1], name):
            hint = "average the counts: avg_over_time()" if found[1].delta else "use delta()"
            yield Wrong(f"{selector.function}() of gauge '{name}'", hint)
