"""Which metrics are declared, and have had nothing to count yet?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Tell them apart from the missing ones: they get their series with their first event."""
    waiting = [name for name, seen in page.seen.items() if not seen.samples]
    if waiting and not page.is_dropped:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"{counted(len(waiting), 'metric')} {'has' if len(waiting) == 1 else 'have'} "
            f"no series yet: {listed(waiting)}",
            hint="series come with the first event; until then panels over them are empty",
        )
