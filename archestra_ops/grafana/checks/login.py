"""Does Grafana accept the login?

A login that is accepted and may not do something is another matter: see `rights`.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report a login that is refused as a whole: then nothing else is known."""
    if seen.refusal is not None:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=seen.url,
            message=str(seen.refusal),
            hint=seen.refusal.hint,
        )
