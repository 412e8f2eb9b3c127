"""Does a Prometheus answer at the address?

What stands there instead is told apart: nothing, another program, a login, a tenant that is not
named.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report a server that cannot be asked."""
    if seen.error is not None:
        message = f"Prometheus cannot be asked: {seen.error}"
        hint = seen.error.hint
        if "credentials" in str(seen.error):
            hint = f"{hint} A Mimir wants its tenant, too: --tenant".strip()
        yield found(ID, Severity.ERROR, seen, message, hint)
