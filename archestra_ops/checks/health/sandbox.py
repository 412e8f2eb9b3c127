"""Can the web process reach its code sandbox?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import Health
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(health: Health) -> Iterator[Finding]:
    """Report a sandbox that is enabled and not there; `disabled` and `ready` are both fine."""
    if health.ready is None:
        return
    state, reason = health.ready.field("sandbox"), health.ready.field("sandboxReason")
    if state not in ("unreachable", "initializing"):
        return
    yield Finding(
        check=ID,
        severity=Severity.WARNING if state == "unreachable" else Severity.INFO,
        subject=health.target.subject,
        message=f"the sandbox of {health.title} is {state}" + (f": {reason}" if reason else ""),
        hint="until it is ready, skills cannot run code",
    )
