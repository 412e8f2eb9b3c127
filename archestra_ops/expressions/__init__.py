"""What is wrong with a PromQL expression, whoever wrote it: one file a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from archestra_ops import promql
from archestra_ops.errors import PromQLError
from archestra_ops.expressions import (
    always_one,
    coarse_buckets,
    contradictory_matchers,
    counted_twice,
    impossible_comparison,
    impossible_quantile,
    impossible_value,
    legacy_label,
    legacy_metric,
    long_window,
    needless_regex,
    odd_regex,
    padded_denominator,
    quantile_times_rate,
    quantile_without_le,
    rate_on_gauge,
    raw_counter,
    repeated_gauge,
    same_sides,
    short_window,
    unknown_label,
    unknown_metric,
    unmatched_sides,
    whole_bound,
)
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import Catalogue

Rule = Callable[[str, Catalogue], Iterator[Wrong]]

# Named by their modules; the first that finds something often explains those behind it.
RULES: Final[dict[str, Rule]] = {
    "legacy-metric": legacy_metric.find,
    "unknown-metric": unknown_metric.find,
    "legacy-label": legacy_label.find,
    "unknown-label": unknown_label.find,
    "impossible-value": impossible_value.find,
    "contradictory-matchers": contradictory_matchers.find,
    "impossible-comparison": impossible_comparison.find,
    "impossible-quantile": impossible_quantile.find,
    "raw-counter": raw_counter.find,
    "rate-on-gauge": rate_on_gauge.find,
    "quantile-without-le": quantile_without_le.find,
    "quantile-times-rate": quantile_times_rate.find,
    "coarse-buckets": coarse_buckets.find,
    "whole-bound": whole_bound.find,
    "repeated-gauge": repeated_gauge.find,
    "counted-twice": counted_twice.find,
    "same-sides": same_sides.find,
    "always-one": always_one.find,
    "unmatched-sides": unmatched_sides.find,
    "padded-denominator": padded_denominator.find,
    "short-window": short_window.find,
    "long-window": long_window.find,
    "odd-regex": odd_regex.find,
    "needless-regex": needless_regex.find,
}
# There is an answer, but a bad or a dear one; what the others find has none, or a wrong one.
_MILDER: Final = {
    "quantile-times-rate": Severity.WARNING,
    "padded-denominator": Severity.WARNING,
    "short-window": Severity.WARNING,
    "long-window": Severity.WARNING,
    "odd-regex": Severity.WARNING,
    "needless-regex": Severity.INFO,
}
WARNINGS: Final = frozenset(_MILDER)
"""The rules whose findings are no errors."""
SYNTAX = "syntax"


def severity(rule: str, wrong: Wrong | None = None) -> Severity:
    """How bad is what *rule* finds: *wrong*, or most of it."""
    if wrong is not None and wrong.severity is not None:
        return wrong.severity
    return _MILDER.get(rule, Severity.ERROR)


def judge(
    expr: str, catalogue: Catalogue, rules: Mapping[str, Rule] = RULES
) -> Iterator[tuple[str, Wrong]]:
    """What is wrong with *expr*, each with the id of the first of *rules* that says so.

    An expression that does not parse has that wrong and nothing else.
    """
    try:
        promql.parse(expr)
    except PromQLError as error:
        yield SYNTAX, Wrong(str(error), error.hint)
        return
    said: set[str] = set()
    for name, find in rules.items():
        for wrong in find(expr, catalogue):
            if wrong.message not in said:
                said.add(wrong.message)
                yield name, wrong
