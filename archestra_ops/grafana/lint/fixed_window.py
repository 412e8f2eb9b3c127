"""A fixed window where `$__rate_interval` belongs.

Zoomed out, a graph's points are further apart than `[5m]`, and what happens between them is never
seen; with a scrape every minute `[1m]` holds one sample and rate() of it is nothing at all.
`$__rate_interval` is never shorter than the step, nor than four scrapes. In LogQL it is `$__auto`.
An hour and more is a choice ("per hour"), and so is the window of a single value, unless it is
shorter than five minutes. That may be a peak, `max_over_time(rate(…[5m])[$__range:1m])`, if its
steps leave nothing out: `$__rate_interval` would grow with the range and flatten it.
https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard, Target
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.promql.durations import seconds

_FUNCTIONS: Final = frozenset({"rate", "irate", "increase"})
_PART: Final = re.compile(r"(\d+)(ms|[smhdwy])")
_SECONDS: Final = {
    "ms": 0.001,
    "s": 1,
    "m": 60,
    "h": 3600,
    "d": 86_400,
    "w": 604_800,
    "y": 31_536_000,
}
_CHOICE: Final = 3600.0
_SINGLE: Final = 300.0
_EXTREMES: Final = frozenset({"max_over_time", "min_over_time", "quantile_over_time"})
_LOGQL: Final = re.compile(r"\[(\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdwy]))*)\]")


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The windows of a fixed length in rates."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        for target in panel.targets:
            if target.readable:
                yield from _promql(target)
            elif target.source.kind == "loki" and not target.instant:
                yield from _logql(target)


def _promql(target: Target) -> Iterator[Problem]:
    selectors = promql.selectors(target.expr)
    single = target.instant and all(one.subquery is None or _is_peak(one) for one in selectors)
    for selector in selectors:
        function, window = selector.enclosing[:1], selector.window or ""
        if _FUNCTIONS.isdisjoint(function) or not _is_short(window, _SINGLE if single else _CHOICE):
            continue
        yield Problem(
            target.spot,
            f"{function[0]}() over a fixed window of {window}",
            _hint(target, selector),
        )


def _hint(target: Target, selector: promql.Selector) -> str:
    if target.instant and _is_extreme(selector):
        return "take [5m] or longer, and steps that are no longer than that"
    wanted = "[$__range]" if target.instant else "[$__rate_interval]"
    return f"take {wanted}: it fits the time range and the scrape interval"


def _is_peak(selector: promql.Selector) -> bool:
    """Whether the highest or lowest of windows is taken that leave no gap between them."""
    step = seconds((selector.subquery or "").partition(":")[2])
    window = seconds(selector.window or "")
    return _is_extreme(selector) and step is not None and window is not None and step <= window


def _is_extreme(selector: promql.Selector) -> bool:
    return selector.subquery is not None and not _EXTREMES.isdisjoint(selector.enclosing)


def _logql(target: Target) -> Iterator[Problem]:
    for window in dict.fromkeys(_LOGQL.findall(target.expr)):
        if _is_short(window, _CHOICE):
            yield Problem(
                target.spot,
                f"a fixed window of {window} in LogQL",
                "take [$__auto]: it fits the time range",
            )


def _is_short(window: str, limit: float) -> bool:
    parts = _PART.findall(window)
    if not parts or "".join(number + unit for number, unit in parts) != window:
        return False  # a variable, or none
    return sum(int(number) * _SECONDS[unit] for number, unit in parts) < limit
