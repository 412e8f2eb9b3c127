"""Which metrics and labels came with a later release than this one?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report what is absent and did not exist from the start, as one finding."""
    platform = page.platform
    metrics = [
        metric.name
        for metric in platform.metrics.values()
        if metric.since and not metric.until and page.lacks(metric)
    ]
    labels = sorted(
        {
            label
            for seen in page.seen.values()
            if seen.samples
            for label in frozenset(seen.metric.labels) - seen.labels
            if label in platform.labels and platform.labels[label].since
        }
    )
    absent = []
    if metrics:
        absent.append(f"{counted(len(metrics), 'metric')} ({listed(metrics)})")
    if labels:
        absent.append(f"label{'' if len(labels) == 1 else 's'} {listed(labels)}")
    if absent:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"absent, because they came with a later release: {' and '.join(absent)}",
            hint="panels and alerts over them stay empty until the platform is updated",
        )
