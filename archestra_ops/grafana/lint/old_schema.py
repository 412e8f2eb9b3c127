"""A schema version of before Grafana 8, or none.

Grafana migrates such a dashboard each time it loads it, and what is stored stays old.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_OLDEST = 30


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The dashboard, where its schema is older than 30."""
    del scope  # this needs no knowledge of metrics
    if board.schema is None or board.schema < _OLDEST:
        has = "no schemaVersion" if board.schema is None else f"schemaVersion {board.schema}"
        yield Problem(
            board.spot, f"it has {has}", "save it in a newer Grafana", severity=Severity.INFO
        )
