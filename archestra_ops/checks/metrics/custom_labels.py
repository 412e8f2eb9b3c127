"""Which custom agent labels are there?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Name the labels that an operator chose in the platform: of agents, or of requests."""
    prefix = page.platform.custom_labels_prefix
    custom = {label for seen in page.seen.values() for label in page.custom(seen)}
    if custom and prefix:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message="custom labels of requests: "
            + listed(sorted(label.removeprefix(prefix) for label in custom)),
            hint=f"boards take them with --metadata; on the page '{prefix}' is in front of them",
        )
    elif custom:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"custom agent labels: {listed(sorted(custom))}",
            hint="boards take them with --agent-label; all processes must have the same ones, and "
            "get new ones when they start",
        )
