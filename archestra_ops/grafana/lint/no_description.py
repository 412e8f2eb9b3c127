"""A panel without a description: what good looks like, and what to do when it is not.

At night the number alone does not say whether to get up.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels that show data and have no description."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        if panel.shows_data and not panel.description.strip():
            yield Problem(
                panel.spot,
                "it has no description",
                "say what good looks like, and what to do when it is not",
            )
