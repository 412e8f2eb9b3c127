"""A panel that asks nothing: no query, an empty one, or "(N/A)" in its title.

It is always empty, and looks as if something were broken. What a source cannot feed is better left
out of the dashboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Panel
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_NOT_AVAILABLE = re.compile(r"\bN/A\b|\bnot available\b", re.IGNORECASE)
_HINT = "ask something, or take it out"


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels that can never show anything."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        if not panel.shows_data or panel.source.uid == "-- Dashboard --":
            continue
        said = _said(panel)
        if said:
            yield Problem(panel.spot, said, _HINT, Severity.ERROR)


def _said(panel: Panel) -> str:
    if not panel.targets:
        return "it asks nothing: it has no query"
    empty = sum(one.prometheus and not one.expr.strip() for one in panel.targets)
    if empty:
        all_empty = empty == len(panel.targets)
        return "it asks nothing: its query is empty" if all_empty else "one of its queries is empty"
    if _NOT_AVAILABLE.search(panel.title):
        return "its title says that it has nothing to show"
    return ""
