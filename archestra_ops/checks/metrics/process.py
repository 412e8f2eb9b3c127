"""Is it the page of the process that it is said to be of?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.target import places
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report a page of another process, or of another program."""
    if not page.survey.families:
        return
    title = page.platform.title
    if not page.is_platforms:
        yield _finding(
            page,
            f"this is not a page of {title}: none of its own metrics is on it",
            f"is the address right? {places(page.platform)}",
        )
    elif page.expected and page.recognised and page.recognised.isdisjoint(page.expected):
        wanted, found = " or ".join(page.expected), " and ".join(sorted(page.recognised))
        yield _finding(
            page,
            f"this is the page of the {found} process, not of the {wanted} process",
            f"are the addresses the wrong way round? {places(page.platform)}",
        )


def _finding(page: Page, message: str, hint: str) -> Finding:
    return Finding(
        check=ID, severity=Severity.ERROR, subject=page.subject, message=message, hint=hint
    )
