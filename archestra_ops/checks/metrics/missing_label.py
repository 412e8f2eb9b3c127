"""Has every metric the labels that it ought to have?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page, Seen
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report labels that no series of a metric has, each with the metrics that it is missing on.

    Those that a page may be without are not missed. Labels that came with a later release belong
    to `metrics/older-release`, renamed ones to `metrics/legacy-label`.
    """
    missing: dict[str, list[str]] = defaultdict(list)
    for seen in page.seen.values():
        if seen.samples:
            for label in seen.metric.labels:
                if label in seen.metric.sure_labels and _is_missing(label, seen, page):
                    missing[label].append(seen.metric.name)
    for label, names in missing.items():
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=page.subject,
            message=f"label '{label}' is missing on {listed(names)}",
            hint="panels and alerts by it stay empty; is it dropped on the way?",
        )


def _is_missing(label: str, seen: Seen, page: Page) -> bool:
    known = page.platform.labels.get(label)
    if label in seen.labels or (known is not None and known.since):
        return False
    former = (old for old, new in page.platform.legacy.labels.items() if new == label)
    return seen.labels.isdisjoint(former)
