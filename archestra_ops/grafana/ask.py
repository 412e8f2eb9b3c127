"""A query as Grafana would send it: variables put in, intervals worked out.

Rules of Grafana's Prometheus datasource: `$__interval` is the range over the panel's pixels,
rounded to a number that people like, and no less than the least step; `$__rate_interval` is the
larger of `$__interval` + least step and four times the least step. The least step is the query's
own, or else the datasource's scrape interval.
https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.grafana.queries import PanelQuery, VariableQuery

_PIXELS = 1000  # of a panel's width: as many points are asked for
# Steps in seconds, each with the length below which a step becomes it: rangeutil's roundInterval.
# Those under a second are left out, since no least step is that short.
_STEPS = (
    *((1.5, 1), (3.5, 2), (7.5, 5), (12.5, 10), (17.5, 15), (25, 20), (45, 30), (90, 60)),
    *((210, 120), (450, 300), (750, 600), (1050, 900), (1500, 1200), (2700, 1800)),
    *((5400, 3600), (9000, 7200), (16200, 10800), (32400, 21600), (86400, 43200)),
    *((604_800, 86400), (1_814_400, 604_800), (3_628_800, 2_592_000)),
)
_LONGEST = 31_536_000.0
_UNITS = {
    "ms": 0.001,
    "s": 1,
    "m": 60,
    "h": 3600,
    "d": 86400,
    "w": 604_800,
    "M": 2_592_000,
    "y": 31_536_000,
}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhdwMy])")
_TO_DATE = {"now/d": 86_400.0, "now/w": 604_800.0, "now/M": 2_678_400.0}
BUILT_IN = frozenset(
    {"__interval", "__interval_ms", "__rate_interval", "__range", "__range_s", "__range_ms"}
)
"""The variables that every dashboard has, as far as they bear on PromQL."""

_SPECIAL = re.compile(r'[$^*{}\[\]\'+?.()|"]')


@dataclass(frozen=True, kw_only=True)
class Window:
    """The time that a dashboard shows (unix seconds), and how often its source is scraped."""

    start: float
    end: float
    scrape_interval: float = 15.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What goes to Prometheus: a range query, or an instant one at `end`. `step` in seconds."""

    expr: str
    instant: bool
    start: float
    end: float
    step: float


def ask(query: PanelQuery, window: Window, values: Mapping[str, str]) -> Asked:
    """*query* with *values* for the dashboard's own variables; PromQLError for a missing one."""
    start = _start(query, window)
    length = window.end - start
    least = _seconds(query.interval) if query.interval else window.scrape_interval
    step = max(_rounded(length / _PIXELS), least)
    made = {
        "__interval": _duration(step),
        "__interval_ms": f"{step * 1000:.0f}",
        "__rate_interval": _duration(max(step + least, 4 * least)),
        "__range": f"{length:.0f}s",
        "__range_s": f"{length:.0f}",
        "__range_ms": f"{length * 1000:.0f}",
    }
    expr = promql.interpolate(query.expr, {**values, **made})
    return Asked(expr=expr, instant=query.instant, start=start, end=window.end, step=step)


def everything(variable: VariableQuery, listed: Sequence[str]) -> str:
    """What All of *variable* puts into a regular expression when it lists *listed*."""
    if variable.any_value:
        return variable.any_value
    escaped = [_escaped(value) for value in listed]
    return escaped[0] if len(escaped) == 1 else f"({'|'.join(escaped)})"


def _seconds(text: str) -> float:
    """A duration as Grafana writes it, `1m30s`, in seconds; OpsError for what is none."""
    parts = _DURATION.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise OpsError(f"'{text}' is not a duration", hint="write it as in 15s, 1m or 1h30m")
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def _duration(length: float) -> str:
    """Seconds as Prometheus writes a duration, in whole milliseconds."""
    return f"{length:.0f}s" if length == round(length) else f"{length * 1000:.0f}ms"


def _start(query: PanelQuery, window: Window) -> float:
    """Where the panel's time begins: its own `timeFrom` goes before the dashboard's range."""
    if not query.time_from:
        return window.start
    # A range to date (`now/M`) is asked for at its longest.
    return window.end - (_TO_DATE.get(query.time_from) or _seconds(query.time_from))


def _rounded(step: float) -> float:
    return next((float(rounded) for below, rounded in _STEPS if step < below), _LONGEST)


def _escaped(value: str) -> str:
    """A value as a pattern for itself, within the double quotes of a matcher."""
    return _SPECIAL.sub(r"\\\\\g<0>", value.replace("\\", "\\\\\\\\")).replace('"', '\\"')
