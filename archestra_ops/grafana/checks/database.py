"""Does Grafana have its own database?

Without it `/api/health` answers 503, and nobody can log in. Since 12 it answers so while its app
platform is starting, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report a Grafana that says it is not well."""
    if seen.health is None or seen.health.ok:
        return
    state = seen.health.database
    if state == "ok":
        message = "Grafana is up, but not ready"
        hint = "is it starting? Its log says what it waits for"
    else:
        message = f"Grafana is up, but its database is not: '{state or 'unknown'}'"
        hint = "is the database that Grafana keeps users and boards in up? Its log says more"
    yield Finding(check=ID, severity=Severity.ERROR, subject=seen.url, message=message, hint=hint)
