"""Is there a user without a password, or the other way round?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report half a login: the platform sends none of it."""
    lonely = traced.settings.lonely
    if lonely:
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=traced.spans.subject,
            message=f"'{lonely}' is set alone: the platform warns of it and sends no login at all",
            hint="set both ..._AUTH_USERNAME and ..._AUTH_PASSWORD, or neither",
        )
