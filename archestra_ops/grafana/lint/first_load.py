"""More queries on the first load than the budget allows.

A browser sends one for every query of every panel that is not in a collapsed row, again at each
refresh and for each viewer. Put the detail into collapsed rows: they ask when they are opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The dashboard, where it asks too much at once."""
    sent = sum(
        not target.hidden
        for panel in board.panels
        if not panel.collapsed
        for target in panel.targets
    )
    if sent > scope.budget:
        yield Problem(
            board.spot,
            f"it sends {sent} queries when it is opened, {scope.budget} are the budget",
            "put what is not looked at first into collapsed rows",
        )
