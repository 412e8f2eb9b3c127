"""A window that is too short to hold two samples.

A rate needs two samples within its window. With a scrape every 15 s, `[20s]` mostly holds one, and
a window as long as the interval never holds two in Prometheus 3, where it is open on its left.
Four intervals survive a scrape that fails. What a provider samples more rarely than it is scraped
(its pack's `sample_interval`) needs longer ones.
https://prometheus.io/docs/prometheus/latest/migration/#range-selectors-and-lookback-exclude-samples-coinciding-with-the-left-boundary
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.durations import seconds

_TWO_SAMPLES = frozenset(
    {
        "changes", "delta", "deriv", "double_exponential_smoothing", "holt_winters", "idelta",
        "increase", "irate", "predict_linear", "rate", "resets",
    }
)  # fmt: skip
_ENOUGH = 4


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The windows of *expr* that are shorter than two of their metric's intervals."""
    if "[" not in expr:
        return
    for selector in promql.selectors(expr):
        name = selector.name or ""
        length = seconds(selector.window or "")
        function = selector.enclosing[0] if selector.enclosing else ""
        if length is None or function not in _TWO_SAMPLES or ":" in name:
            continue
        interval = catalogue.interval_of(name)
        if length < 2 * interval:
            yield Wrong(
                f"{function}() over {selector.window} needs two samples, "
                f"and there is one every {interval:g} s",
                f"take at least {_ENOUGH * interval:g}s",
            )
