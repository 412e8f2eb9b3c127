"""Which labels does the catalogue not have?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report labels where the platform adds none of its own accord, each with its metrics."""
    unknown: dict[str, list[str]] = defaultdict(list)
    for seen in page.seen.values():
        for label in sorted(page.surplus(seen)):
            unknown[label].append(seen.metric.name)
    for label, names in unknown.items():
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=page.subject,
            message=f"label '{label}' is not in the catalogue for {listed(names)}",
            hint="is it of a newer release, or of a proxy? Each value multiplies the series",
        )
