"""Has every metric the type that it ought to have?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report metrics of another type than the catalogue has, or of none."""
    wrong: dict[tuple[str, str], list[str]] = defaultdict(list)
    for seen in page.seen.values():
        wanted: str = seen.metric.type
        if wanted not in {seen.type, "untyped"}:
            wrong[seen.type, wanted].append(seen.metric.name)
    for (found, wanted), names in wrong.items():
        typed = "has no TYPE line" if found == "unknown" else f"is of type {found}"
        if len(names) > 1:
            typed = typed.replace("has", "have", 1).replace("is", "are", 1)
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=page.subject,
            message=f"{listed(names)} {typed} here, and ought to be of type {wanted}",
            hint="panels and alerts rely on the type: rate() is for counters alone",
        )
