"""An export for sharing, whose inputs nobody has filled in.

Only the import dialogue of Grafana, or POST /api/dashboards/import, fills `__inputs` in; from a
file or through the other API every panel asks a datasource called `${DS_…}`.
https://grafana.com/docs/grafana/latest/dashboards/share-dashboards-panels/#export-a-dashboard-as-json
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The inputs of the dashboard."""
    del scope  # this needs no knowledge of metrics
    if board.inputs:
        names = ", ".join(f"'{name}'" for name in board.inputs)
        yield Problem(
            board.spot,
            f"it has inputs that are not filled in: {names}",
            "export it without 'for sharing externally', with a datasource variable instead",
            Severity.ERROR,
        )
