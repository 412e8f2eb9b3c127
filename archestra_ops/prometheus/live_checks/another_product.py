"""Is it a Prometheus, or another server that speaks like one?

Mimir, Thanos and VictoriaMetrics answer the same queries, and differ in what they scrape, evaluate,
store and tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.product import DIFFERENCES
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Say which other product it is, and what is different there."""
    if seen.error is None and seen.product in DIFFERENCES:
        message = f"this is {seen.product.value}: {DIFFERENCES[seen.product]}"
        yield found(ID, Severity.INFO, seen, message)
