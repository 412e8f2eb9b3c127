"""Which metrics have the name that an older release gave them?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report each with its successor."""
    for old, new in page.platform.legacy.metrics.items():
        if old in page.names:
            successor = f"'{new}' now" if new else "gone without a successor"
            yield Finding(
                check=ID,
                severity=Severity.WARNING,
                subject=page.subject,
                message=f"'{old}' is the name of an older release: it is {successor}",
                hint="update the platform: what asks for the new name finds nothing here",
            )
