"""A bucket whose bound is a whole number, matched in one of its two spellings.

A page says `le="1"`; Prometheus 3 stores `le="1.0"`, older ones and other engines `le="1"`. A
matcher that fits one of them finds nothing after the upgrade, or before it.
https://prometheus.io/docs/prometheus/latest/migration/#le-and-quantile-label-values
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.impossible_value import fits
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

_WHOLE = re.compile(r"\d+")


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The matchers of *expr* for `le` that fit a whole number, but not in both spellings."""
    del catalogue  # it holds for every histogram
    if "le" not in expr:
        return
    for selector in promql.selectors(expr):
        for matcher in selector.matchers:
            if matcher.label != "le" or promql.variables(matcher.value):
                continue
            bound = _half_matched(matcher)
            if bound is not None:
                yield Wrong(
                    f"{matcher} does not fit both '{bound}' and '{bound}.0', as Prometheus 3 says",
                    f'match le=~"{bound}([.]0)?"',
                )


def _half_matched(matcher: promql.Matcher) -> str | None:
    for bound in _WHOLE.findall(matcher.value):
        if fits(matcher, bound) != fits(matcher, f"{bound}.0"):
            return str(bound)
    return None
