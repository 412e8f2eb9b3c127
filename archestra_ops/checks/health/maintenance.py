"""Is it in maintenance mode?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import Health
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(health: Health) -> Iterator[Finding]:
    """Report maintenance mode: its readiness is 200 all the same, so that probes do not see it."""
    if health.ready is not None and health.ready.field("status") == "maintenance":
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=health.target.subject,
            message=f"{health.title} is in maintenance mode: it does not look at its database",
            hint="'/ready' answers 200 meanwhile; end the maintenance to serve again",
        )
