"""Is the endpoint closed to whoever has no token?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.visit import Scrape
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(scrape: Scrape) -> Iterator[Finding]:
    """Report pages that are there without the token as well, although there is a secret."""
    for visit in scrape.visits:
        if visit.is_open and scrape.platform.metrics_secret:
            yield Finding(
                check=ID,
                severity=Severity.WARNING,
                subject=visit.target.subject,
                message="it is open: the page is there without the bearer token, too",
                hint=f"set {scrape.platform.metrics_secret} for this process; an empty one "
                "protects nothing",
            )
