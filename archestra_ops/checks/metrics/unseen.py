"""Which metrics are missing that are documented, or proposed, and that nobody has met?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.standing import standing

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report them together with what shows nearly the same; nobody has met them yet."""
    absent: dict[tuple[str, str], list[str]] = defaultdict(list)
    for metric in page.platform.metrics.values():
        if not metric.seen and page.lacks(metric):
            absent[standing(metric), metric.instead].append(metric.name)
    for (known, instead), names in absent.items():
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"{counted(len(names), 'metric')} {'is' if len(names) == 1 else 'are'} not "
            f"there: {known}: {listed(names, len(names))}",
            hint=f"instead: {instead}" if instead else "panels and alerts over them stay empty",
        )
