"""Does anything answer at all?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import Health
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(health: Health) -> Iterator[Finding]:
    """Report a target that could not be asked."""
    if health.error is not None:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=health.target.subject,
            message=f"{health.title} cannot be asked: {health.error}",
            hint=health.error.hint,
        )
