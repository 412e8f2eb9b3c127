"""A ratio of 0 to 1 with thresholds or limits over 1: they are never reached.

`percentunit` shows 0.8 as 80 %. A threshold of 80 is 8000 %, so that nothing is ever red.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels in `percentunit` with thresholds over 1."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        beyond = [step.value for step in panel.steps if step.value is not None and step.value > 1]
        if panel.unit == "percentunit" and beyond:
            yield Problem(
                panel.spot,
                f"its unit is a ratio of 0 to 1, its threshold {beyond[0]:g}",
                f"say {beyond[0] / 100:g}, or take the unit percent and 100 times the ratio",
            )
