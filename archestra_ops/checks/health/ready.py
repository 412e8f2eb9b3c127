"""Is it ready to serve, with its database?"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import Health, Reply
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_DATABASE = "is PostgreSQL up, and reachable from this process?"


def check(health: Health) -> Iterator[Finding]:
    """Report a process that lives and is not ready, or does not say."""
    if health.live.process not in health.target.processes:
        return  # another one answers here
    alive = f"{health.title} is alive, but"
    ready = health.ready
    if health.slow is not None:
        message = f"{alive} did not say whether it is ready: {health.slow}"
        yield _finding(health, Severity.ERROR, message, health.slow.hint)
    elif not health.live.fine or ready is None or _is_ready(ready):
        return
    elif ready.status == HTTPStatus.NOT_FOUND:
        message = f"{health.title} has no '/ready', as releases of 2025 had none"
        yield _finding(health, Severity.INFO, message, "whether it is ready is unknown")
    elif "disconnected" in ready.field("database") or ready.field("reason") == "database":
        message = f"{alive} is not ready: its database is disconnected"
        yield _finding(health, Severity.ERROR, message, _DATABASE)
    else:
        message = f"{alive} is not ready: '/ready' answered {ready.status} {ready.start!r}"
        yield _finding(health, Severity.ERROR, message, "its log says more")


def _is_ready(ready: Reply) -> bool:
    return ready.fine and ready.field("status") in ("ok", "maintenance")


def _finding(health: Health, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(
        check=ID, severity=severity, subject=health.target.subject, message=message, hint=hint
    )
