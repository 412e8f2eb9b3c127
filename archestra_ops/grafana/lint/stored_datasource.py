"""A datasource variable that is stored with the choice of one particular Grafana.

Whoever imports the dashboard elsewhere finds every panel empty until they choose. Without a stored
choice Grafana takes its default datasource of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The datasource variables with a choice that only their own Grafana has."""
    del scope  # this needs no knowledge of metrics
    for variable in board.variables:
        chosen = variable.current
        if variable.kind != "datasource" or chosen in ("", "default", "$__all"):
            continue
        if not promql.variables(chosen):
            yield Problem(
                variable.spot,
                f"it is stored with '{chosen}', which another Grafana does not have",
                "store it without a choice: current: {}",
            )
