"""A quantile of buckets that are wider than what they measure: it reads a bound, not a value.

`histogram_quantile` takes values to be spread evenly in a bucket. Where nearly all of them are in
one, the quantile is a share of that bucket's width: with a first bound of 5 seconds, the 95th
percentile of calls that take 20 ms is 4.75 s.
https://prometheus.io/docs/practices/histograms/#errors-of-quantile-estimation
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The quantiles in *expr* of histograms whose pack says that their bounds are no use."""
    if "histogram_quantile" not in expr:
        return
    for selector in promql.selectors(expr):
        found = catalogue.find(selector.name or "")
        if found and found[1].coarse and "histogram_quantile" in selector.enclosing:
            yield Wrong(
                f"the buckets of '{found[1].name}' are too wide for a quantile: {found[1].coarse}",
                "take its mean: rate(…_sum[…]) / rate(…_count[…])",
            )
