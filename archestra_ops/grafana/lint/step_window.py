"""A rate over one step of the graph: `[$__interval]` instead of `$__rate_interval`.

Zoomed in, the step is as short as a scrape interval, or shorter: the window holds one sample, or
none, and a rate needs two. `$__rate_interval` is never shorter than four scrapes. Where a panel or
a query sets its own least step ("Min interval", "Min step"), nothing is said.
https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_FUNCTIONS: Final = frozenset({"rate", "irate", "increase"})
_STEP: Final = re.compile(r"\$(?:__interval|\{__interval\})")


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The rates whose window is the step."""
    del scope  # this needs no knowledge of metrics
    for panel, target in board.queries:
        if panel.json.get("interval") or target.json.get("interval"):
            continue
        for selector in promql.selectors(target.expr):
            function = selector.enclosing[:1]
            if _FUNCTIONS.isdisjoint(function) or not _STEP.fullmatch(selector.window or ""):
                continue
            yield Problem(
                target.spot,
                f"{function[0]}() over {selector.window}, which may hold no two samples",
                "take [$__rate_interval]",
            )
