"""A variable whose list is not asked for again when the time range changes.

Labels come and go: what was deployed or called only last week is not in a list that was made when
the dashboard was opened for today (`refresh` other than 2).
https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#add-a-query-variable
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_ON_TIME_RANGE = 2


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The query variables that keep their list."""
    del scope  # this needs no knowledge of metrics
    for variable in board.variables:
        if variable.kind == "query" and variable.refresh != _ON_TIME_RANGE:
            yield Problem(
                variable.spot,
                "its list is not asked for again when the time range changes",
                "set 'Refresh' to 'On time range change' (refresh: 2)",
                Severity.INFO,
            )
