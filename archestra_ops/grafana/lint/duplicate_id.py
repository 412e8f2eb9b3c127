"""Two panels with the same number: links, alerts and the editor open the wrong one.

Grafana numbers them anew when it loads the dashboard, so that links to them break.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels whose number an earlier one has."""
    del scope  # this needs no knowledge of metrics
    first: dict[int, str] = {}
    for panel in board.panels:
        if panel.id is None:
            continue
        if panel.id in first:
            yield Problem(
                panel.spot,
                f"its id {panel.id} is also that of '{first[panel.id]}'",
                "give each panel a number of its own",
                Severity.ERROR,
            )
        first.setdefault(panel.id, panel.spot.part)
