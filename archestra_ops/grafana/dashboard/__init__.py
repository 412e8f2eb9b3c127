"""A dashboard's JSON, anybody's, as values that know where they stand in the file."""

from __future__ import annotations

from archestra_ops.grafana.dashboard.document import UnreadableError
from archestra_ops.grafana.dashboard.model import (
    Dashboard,
    Panel,
    Place,
    Source,
    Spot,
    Step,
    Target,
    Variable,
)
from archestra_ops.grafana.dashboard.read import read

__all__ = [
    "Dashboard",
    "Panel",
    "Place",
    "Source",
    "Spot",
    "Step",
    "Target",
    "UnreadableError",
    "Variable",
    "read",
]
