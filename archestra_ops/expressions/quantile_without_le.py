"""A quantile of buckets whose bounds were summed away.

A native histogram has no `le`, and no `_bucket` in its name: it is left alone, unless a pack knows
that the metric is a classic one, whose buckets are under another name.
https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.others import may_be_anybodys
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

_BUCKET = "_bucket"


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The histogram_quantile() in *expr* whose argument has lost `le` on the way."""
    if "histogram_quantile" not in expr:
        return
    for need in promql.needs(expr):
        selector = need.selector
        if "histogram_quantile" not in selector.enclosing:
            continue
        if _is_classic(selector):
            if "le" not in need.labels:
                yield Wrong(
                    f"histogram_quantile() of '{selector.name or _BUCKET}' without 'le'",
                    "keep it: sum by (le, …) (rate(…_bucket[…]))",
                )
        elif catalogue.find(f"{selector.name}_bucket") and not may_be_anybodys(selector, catalogue):
            yield Wrong(
                f"histogram_quantile() of '{selector.name}', whose buckets are under another name",
                f"it is '{selector.name}_bucket'",
            )


def _is_classic(selector: promql.Selector) -> bool:
    """Whether it selects buckets, by its name; a recorded one has the word somewhere in it."""
    name = selector.name
    if name is None:
        return any(one.label == "__name__" and _BUCKET in one.value for one in selector.matchers)
    return "bucket" in name if ":" in name else name.endswith(_BUCKET)
