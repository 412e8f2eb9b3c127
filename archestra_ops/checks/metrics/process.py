"""Is it the page of the process that it is said to be of?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
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
            "is the address right? A renderer has metrics of Node.js only, an exporter its own",
        )
    elif page.expected and page.recognised and page.recognised.isdisjoint(page.expected):
        wanted, found = " or ".join(page.expected), " and ".join(sorted(page.recognised))
        yield _finding(
            page,
            f"this is the page of the {found} process, not of the {wanted} process",
            "are the addresses the wrong way round? The web process has port 9050, the worker 9000",
        )


def _finding(page: Page, message: str, hint: str) -> Finding:
    return Finding(
        check=ID, severity=Severity.ERROR, subject=page.subject, message=message, hint=hint
    )
