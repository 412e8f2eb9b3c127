"""Is a Grafana fit for our boards? One file a check, listed here in the order of their findings."""

from __future__ import annotations

from typing import Final

from archestra_ops.grafana.checks import (
    boards,
    database,
    datasource_health,
    datasources,
    exemplars,
    folder,
    login,
    no_data,
    query_error,
    reachable,
    rights,
    unasked,
    version,
)
from archestra_ops.grafana.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = (
    reachable,
    database,
    version,
    login,
    unasked,
    rights,
    folder,
    datasources,
    datasource_health,
    exemplars,
    boards,
    query_error,
    no_data,
)
"""What is looked for in a Grafana."""

UNANSWERED: Final = frozenset({reachable.ID, login.ID, unasked.ID})
"""Checks whose findings say nothing but that something could not be asked."""
