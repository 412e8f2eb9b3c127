"""A quantile that is none: 95 instead of 0.95.

Below 0 the result is -Inf and above 1 it is +Inf, whatever was measured: `> 5` holds always.
https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.bounds import ANY, number
from archestra_ops.promql.tree import Aggregation, Call

_QUANTILES: Final = frozenset({"histogram_quantile", "quantile", "quantile_over_time"})
_PERCENT: Final = 100.0


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The quantiles in *expr* that are not between 0 and 1."""
    del catalogue  # this needs no knowledge of metrics
    if "quantile" not in expr:
        return
    for node in promql.nodes(expr):
        if not isinstance(node, Call | Aggregation) or node.name not in _QUANTILES:
            continue
        wanted = number(node.children[0])
        if wanted == ANY or 0 <= wanted.low <= 1:
            continue
        value, always = wanted.low, "+Inf" if wanted.low > 1 else "-Inf"
        meant = 1 < value <= _PERCENT
        yield Wrong(
            f"the {value:.15g} quantile of {node.name}() is {always}, always",
            f"write {value / _PERCENT:.15g}" if meant else "it lies between 0 and 1",
        )
