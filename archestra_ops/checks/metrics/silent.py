"""Which processes have no metrics page, so that nobody asked for it?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.target import places
from archestra_ops.checks.visit import Scrape
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(scrape: Scrape) -> Iterator[Finding]:
    """Note the processes that have no metrics in this profile: no page of theirs is missing."""
    for visit in scrape.visits:
        if visit.was_asked:
            continue
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=visit.target.subject,
            message=f"in the profile '{scrape.platform.profile}' the "
            f"{' or '.join(visit.target.processes)} process has no metrics: only its health was "
            "asked for",
            hint=places(scrape.platform),
        )
