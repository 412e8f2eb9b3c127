"""Which labels are those of an older release?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report each with its successor and its metrics; some metrics have it to this day."""
    for old, new in page.platform.legacy.labels.items():
        names = [
            name
            for name, seen in page.seen.items()
            if old in seen.labels and old not in seen.metric.labels
        ]
        if names:
            successor = f"'{new}' now" if new else "gone without a successor"
            yield Finding(
                check=ID,
                severity=Severity.WARNING,
                subject=page.subject,
                message=f"label '{old}' of {listed(names)} is that of an older release: "
                f"it is {successor}",
                hint="update the platform: what asks for the new label finds nothing here"
                if new
                else "update the platform: each of its values multiplies the series",
            )
