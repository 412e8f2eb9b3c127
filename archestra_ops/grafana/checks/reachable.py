"""Does a Grafana answer at the address?

What stands there instead is told apart: nothing, another program, a login page, a proxy.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report a Grafana that cannot be asked how it is."""
    if seen.error is not None:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=seen.url,
            message=f"Grafana cannot be asked: {seen.error}",
            hint=seen.error.hint,
        )
