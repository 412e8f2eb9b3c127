"""A panel without a title: nobody can name it, link to it or find it.

Text panels say what they are by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels that have no title, and the dashboard where it has none."""
    del scope  # this needs no knowledge of metrics
    if not board.title.strip():
        yield Problem(board.spot, "the dashboard has no title", "say what it is about")
    for panel in board.panels:
        named = panel.title.strip() or not (panel.shows_data or panel.kind == "row")
        if not named:
            yield Problem(panel.spot, "it has no title", "ask in the title what it answers")
