"""Could everything be asked?

What got no answer is neither right nor wrong. A server that only speaks like a Prometheus lacks
some of its API.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report what kept us from seeing something; of another product's API it is only told."""
    ours = seen.product is Product.PROMETHEUS
    for what, error in seen.failures.items():
        yield found(
            ID,
            Severity.ERROR if ours else Severity.WARNING,
            seen,
            f"nothing is known of its {what}: {error}",
            error.hint,
        )
