"""Are the values of labels among the possible ones, where all possible ones are known?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report values outside a closed list, each with the metrics that have it."""
    strange: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for seen in page.seen.values():
        for label in seen.metric.labels:
            possible = page.platform.values_of(seen.metric, label)
            if possible is not None:
                for value in seen.values(label):
                    if value not in possible:
                        strange[label, value, possible].append(seen.metric.name)
    for (label, value, possible), names in strange.items():
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=page.subject,
            message=f"label '{label}' of {listed(names)} has the value {value!r}, which is none of "
            f"{listed(possible)}",
            hint="is it of a newer release? Panels and alerts that select by value leave it out",
        )
