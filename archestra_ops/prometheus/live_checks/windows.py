"""How far back rules look: the windows of rates, and the longest of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.prometheus.rules.model import RuleGroup
from archestra_ops.promql.durations import seconds

_RATES: Final = frozenset({"changes", "delta", "deriv", "idelta", "increase", "irate", "rate"})


def rate_windows(groups: Iterable[RuleGroup]) -> list[float]:
    """The windows, in seconds and from the shortest, of what is scraped in *groups*' rates."""
    found = {
        seconds(selector.window or "")
        for group in groups
        for rule in group.rules
        for selector in promql.selectors(rule.expr)
        if ":" not in (selector.name or "") and {*selector.enclosing[:1]} & _RATES
    }
    return sorted(length for length in found if length)


def looks_back(groups: Iterable[RuleGroup]) -> Iterator[tuple[str, float]]:
    """For each rule its name, and how many seconds it looks back."""
    for group in groups:
        for rule in group.rules:
            lengths = [_back(selector) for selector in promql.selectors(rule.expr)]
            yield rule.alert or rule.record, max(lengths, default=0.0)


def _back(selector: promql.Selector) -> float:
    over = (selector.subquery or "").partition(":")[0]
    parts = (selector.window or "", selector.offset or "", over)
    return sum(seconds(part) or 0.0 for part in parts)
