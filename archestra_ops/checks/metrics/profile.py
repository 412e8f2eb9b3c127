"""Which of the platform's profiles, its sets of names, is on the page?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.recognition import is_astray, is_met
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Name it, and what stands on the page twice; warn where another one was meant.

    Where nothing of that one is on the page, or something of it under other names alone, panels and
    alerts made for it stay empty: an error. Where the page has its names as well, all is fine.
    """
    if not page.speaks:
        return
    platform, speaks = page.platform, page.speaks
    spoken = platform.profiles[speaks]
    if platform.profile != speaks and is_met(page):
        yield _finding(
            page,
            Severity.INFO,
            f"this page speaks '{speaks}', and has all names of '{platform.profile}': "
            f"{spoken.title}",
            f"boards and alerts made with --profile {platform.profile} find what they ask for",
        )
    elif platform.profile != speaks:
        yield _finding(
            page,
            Severity.ERROR if page.mistaken or is_astray(page) else Severity.WARNING,
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
