"""What is wrong with a PromQL expression, whoever wrote it: one file a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.errors import PromQLError
from archestra_ops.expressions import (
    impossible_value,
    quantile_without_le,
    rate_on_gauge,
    raw_counter,
    unknown_label,
    unknown_metric,
)
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

Rule = Callable[[str, Catalogue], Iterator[Wrong]]

# Named by their modules; the first that finds something often explains those behind it.
RULES: Final[dict[str, Rule]] = {
    "unknown-metric": unknown_metric.find,
    "unknown-label": unknown_label.find,
    "impossible-value": impossible_value.find,
    "raw-counter": raw_counter.find,
    "rate-on-gauge": rate_on_gauge.find,
    "quantile-without-le": quantile_without_le.find,
}
SYNTAX = "syntax"


def judge(expr: str, catalogue: Catalogue) -> Iterator[tuple[str, Wrong]]:
    """What is wrong with *expr*, each with the id of the rule that says so.

    An expression that does not parse has that wrong and nothing else.
    """
    try:
        promql.parse(expr)
    except PromQLError as error:
        yield SYNTAX, Wrong(str(error), error.hint)
        return
    for name, find in RULES.items():
        for wrong in find(expr, catalogue):
            yield name, wrong
