"""Does anything answer at all, and in full?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.visit import Scrape
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(scrape: Scrape) -> Iterator[Finding]:
    """Report targets that gave no page.

    A worker that nobody named is not missed where the web process does its work.
    """
    for visit in scrape.visits:
        target = visit.target
        if visit.error is None or (
            target.assumed and scrape.processes.issuperset(target.processes)
        ):
            continue
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=target.subject,
            message=f"the metrics of the {' or '.join(target.processes)} process cannot be read: "
            f"{visit.error}",
            hint=visit.error.hint,
        )
