"""Can processes be asked how they are, or only whether they serve their metrics?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.visit import Scrape
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(scrape: Scrape) -> Iterator[Finding]:
    """Note once that the pack has no probes, where any page was read."""
    read = [visit for visit in scrape.visits if visit.page is not None]
    if read and not scrape.platform.probes:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=read[0].target.subject,
            message=f"the pack of {scrape.platform.title} has no probes: what serves its metrics "
            "is taken for well",
            hint="add [[probes]] to the pack, each with a process, a path, help and hint",
        )
