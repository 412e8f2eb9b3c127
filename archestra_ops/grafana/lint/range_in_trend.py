"""The dashboard's whole range as the window of each point of a trend.

At every point `increase(x[$__range])` looks back as far as the dashboard shows, to before its
beginning: the line is not a running total, and moves when nothing happens. A total over the range
is a single value (an instant query); a trend takes `$__rate_interval`. `@ end()` makes it the one
value that it is meant to be.
https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_TRENDS: Final = frozenset(
    {"timeseries", "graph", "heatmap", "state-timeline", "status-history", "trend"}
)
_RANGE: Final = re.compile(
    r"\[\s*\$(?:__range|\{__range\}|__range_s|\{__range_s\}s)\s*(?::[^\]]*)?\](?!\s*@\s*end\(\))"
)


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The trends whose points each look back over the whole range."""
    del scope  # this needs no knowledge of metrics
    for panel, target in board.queries:
        if panel.kind in _TRENDS and not target.instant and _RANGE.search(target.expr):
            yield Problem(
                target.spot,
                "every point of the trend looks back over the whole range, [$__range]",
                "take [$__rate_interval] for a trend; ask for a total as an instant query",
            )
