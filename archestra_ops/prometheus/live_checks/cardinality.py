"""Does one metric of the estate alone have very many series?

Each costs memory and makes queries slow; most often a label has a value for each user or request.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report metrics with more series than the bar."""
    for name, count in seen.series.items():
        if count > seen.aim.most_series:
            yield found(
                ID,
                Severity.WARNING,
                seen,
                f"'{name}' has {count:,} series, more than {seen.aim.most_series:,}",
                f"`topk(10, count by (LABEL) ({name}))` shows which label has so many values; "
                "--max-series moves the bar",
            )
