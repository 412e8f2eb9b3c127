"""Which of the platform's profiles, its sets of names, is on the page?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Name it, and what stands on the page twice; warn where another one was meant.

    Where nothing of that one is on the page, every panel and alert made for it stays empty: an
    error.
    """
    if not page.speaks:
        return
    platform, speaks = page.platform, page.speaks
    spoken = platform.profiles[speaks]
    if platform.profile != speaks:
        yield _finding(
            page,
            Severity.ERROR if page.mistaken else Severity.WARNING,
            f"this page speaks '{speaks}', not '{platform.profile}': {spoken.title}",
            f"give --profile {speaks}, or leave it out: it is recognised",
        )
    elif spoken.written_twice:
        yield _finding(
            page,
            Severity.INFO,
            f"this page speaks '{speaks}': {spoken.title}; the same events stand on it under the "
            f"names of '{spoken.written_twice}', too",
            f"boards made with --profile {speaks} count one of the two only, and so must you",
        )
    else:
        usual = speaks == platform.default_profile
        yield _finding(
            page,
            Severity.INFO,
            f"this page speaks '{speaks}': {spoken.title}",
            "it is what boards and alerts are made for without --profile"
            if usual
            else f"make boards and alerts for it with --profile {speaks}",
        )


def _finding(page: Page, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(check=ID, severity=severity, subject=page.subject, message=message, hint=hint)
