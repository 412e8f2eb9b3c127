"""Is what answers `/health` a process of the platform, and alive?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import Health
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_HINT = (
    "the web API is at port 9000 (--web-api), the worker at the address of its metrics (--worker)"
)


def check(health: Health) -> Iterator[Finding]:
    """Report an answer that is no sign of life, or not one of a process that we know."""
    if health.error is not None or (health.live.fine and health.live.process):
        return
    live = health.live
    said = f"'/health' answered {live.status} {live.start!r}"
    what = "which is not understood" if live.status == 200 else "not 200"  # noqa: PLR2004 - OK
    yield Finding(
        check=ID,
        severity=Severity.ERROR,
        subject=health.target.subject,
        message=f"{health.title} does not show that it is alive: {said}, {what}",
        hint=_HINT,
    )
