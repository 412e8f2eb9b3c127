"""Is its version one that the boards are made for: Grafana 9 to 13?

Grafana 13 calls the API below `/api` deprecated: it stays for the time being, and a later major
release is to take it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)
OLDEST: Final = 9
NEWEST: Final = 13
_DEPRECATING: Final = 13


def check(seen: Seen) -> Iterator[Finding]:
    """Report a version that is too old, newer than we know, or hidden, and what 13 deprecates."""
    if seen.health is None or not seen.health.ok:
        return
    major, version = seen.major, seen.health.version
    if major is None:
        message = "it hides its version" if not version else f"its version '{version}' is odd"
        yield _finding(seen, Severity.INFO, message, f"the boards want {OLDEST} or later")
    elif major < OLDEST:
        message = f"Grafana {version} is too old: the boards are made for {OLDEST} and later"
        yield _finding(seen, Severity.ERROR, message, "upgrade Grafana")
    elif major > NEWEST:
        message = f"Grafana {version} is newer than those that the boards are made for"
        hint = f"up to {NEWEST} is known here: is there a newer archestra-ops?"
        yield _finding(seen, Severity.INFO, message, hint)
    elif major >= _DEPRECATING and not seen.apps:
        message = f"Grafana {version} has the API below /api for the time being: it is deprecated"
        yield _finding(seen, Severity.INFO, message, "--api apps uses the one that replaces it")


def _finding(seen: Seen, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(check=ID, severity=severity, subject=seen.url, message=message, hint=hint)
