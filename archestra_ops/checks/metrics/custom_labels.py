"""Which custom agent labels are there?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Name the labels that agents were given in the platform: LLM and MCP metrics carry them."""
    legacy = frozenset(page.platform.legacy.labels)
    custom = {
        label
        for seen in page.seen.values()
        if seen.metric.custom_labels
        for label in seen.labels - frozenset(seen.metric.labels) - legacy
    }
    if custom:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"custom agent labels: {listed(sorted(custom))}",
            hint="boards take them with --agent-label; all processes must have the same ones, and "
            "get new ones when they start",
        )
