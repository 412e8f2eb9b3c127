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
    title, found = page.platform.title, " and ".join(sorted(page.recognised))
    if page.expected and page.recognised and page.recognised.isdisjoint(page.expected):
        wanted = " or ".join(page.expected)
        yield _finding(
            page,
            f"this is the page of the {found} process, not of the {wanted} process",
            f"are the addresses the wrong way round? {places(page.platform)}",
        )
    elif not page.is_platforms and page.recognised:
        one = min(page.recognised)
        yield _finding(
            page,
            f"this is the page of {found}, and none of {title}'s own metrics is on it",
            f"where that is meant, say so: --target {one}=URL, of a file --process {one}; "
            "else name your processes by --target PROCESS=URL",
        )
    elif not page.is_platforms:
        yield _finding(
            page,
            f"this is not a page of {title}: none of its own metrics is on it",
            f"is the address right? {places(page.platform)}",
        )


def _finding(page: Page, message: str, hint: str) -> Finding:
    return Finding(
        check=ID, severity=Severity.ERROR, subject=page.subject, message=message, hint=hint
    )
