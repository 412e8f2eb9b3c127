"""The thresholds of a new panel, left as they were: green, and red from 80 on.

Where the number is no percentage, 80 means nothing: the eightieth call is red. Where thresholds
colour the panel that is wrong; elsewhere it is what the next editor stumbles over.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Panel, Step
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_LEFT = (Step("green", None), Step("red", 80))
_COLOURED = frozenset({"stat", "gauge", "bargauge"})


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels with the editor's own thresholds, but percentages of up to 100."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        if not panel.library and _is_left(panel) and panel.unit not in ("percent", "humidity"):
            yield Problem(
                panel.spot,
                "its thresholds are the editor's: red from 80 on",
                "set those that mean something here, or none",
                Severity.WARNING if panel.kind in _COLOURED else Severity.INFO,
            )


def _is_left(panel: Panel) -> bool:
    steps = tuple(Step(step.color, step.value or None) for step in panel.steps)
    return steps == _LEFT
