"""What a rule for dashboards is given, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Spot
from archestra_ops.grafana.lint.scope import Scope


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a dashboard: where, what, and what to do about it."""

    spot: Spot
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING


Rule = Callable[[Dashboard, Scope], Iterator[Problem]]
