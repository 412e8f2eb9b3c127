"""Have histograms the buckets, and summaries the quantiles, that they ought to have?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page, Seen
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report bounds that are missing; more bounds than expected do no harm.

    Where it is unknown which there are, those that are needed are still missed, with a warning.
    """
    missing: dict[tuple[str, tuple[float, ...]], list[str]] = defaultdict(list)
    for seen in page.seen.values():
        absent = tuple(sorted(_expected(seen) - seen.bounds))
        if seen.bounds and absent:
            kind = "quantile" if seen.metric.type == "summary" else "bucket"
            missing[kind, absent].append(seen.metric.name)
        elif seen.bounds:
            yield from _needed(seen, page)
    for (kind, bounds), names in missing.items():
        texts = [f"{bound:g}" for bound in bounds]
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=page.subject,
            message=f"{listed(names)} lack{'s' if len(names) == 1 else ''} the {kind}"
            f"{'' if len(texts) == 1 else 's'} {listed(texts, len(texts))}",
            hint="quantiles get coarser, and alerts on shares below such a bound never fire",
        )


def _needed(seen: Seen, page: Page) -> Iterator[Finding]:
    absent = sorted(frozenset(seen.metric.needed_bounds) - seen.bounds)
    if absent:
        texts = [f"{bound:g}" for bound in absent]
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=page.subject,
            message=f"'{seen.metric.name}' has no bucket that ends at {listed(texts, len(texts))}",
            hint="what is asked of that limit is only guessed between the bounds round it: "
            "add it to the buckets",
        )


def _expected(seen: Seen) -> frozenset[float]:
    metric = seen.metric
    if metric.type == "summary":
        return frozenset(metric.quantiles or ())
    if metric.buckets is None or metric.buckets == "unknown":
        return frozenset()
    return frozenset((*metric.buckets, math.inf))
