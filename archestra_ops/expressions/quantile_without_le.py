"""A quantile of buckets whose bounds were summed away."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The histogram_quantile() in *expr* whose argument has lost `le` on the way."""
    del catalogue  # this needs no knowledge of metrics
    if "histogram_quantile" not in expr:
        return
    for need in promql.needs(expr):
        if "histogram_quantile" in need.selector.enclosing and "le" not in need.labels:
            yield Wrong(
                f"histogram_quantile() of '{need.selector.name}' without 'le'",
                "keep it: sum by (le, …) (rate(…_bucket[…]))",
            )
