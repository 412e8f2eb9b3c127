"""Are exemplars stored, which lead from a panel to a trace?

Prometheus stores them with --enable-feature=exemplar-storage alone; what comes by remote write
needs `send_exemplars: true` where it is sent, and Mimir a limit above 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)
_HINTS: Final = {
    Product.PROMETHEUS: "is tracing on in the platform, and does the scrape ask for OpenMetrics? "
    "`ops check metrics` tells",
    Product.MIMIR: "set the tenant's max_global_exemplars_per_user above 0, and "
    "'send_exemplars: true' in what writes to it",
    Product.THANOS: "start the Prometheus servers behind it with --enable-feature=exemplar-storage",
}


def check(seen: Seen) -> Iterator[Finding]:
    """Report a storage that is off, and one that is empty although there were calls."""
    exemplars = seen.exemplars
    if exemplars is None or seen.product is Product.VICTORIA_METRICS:
        return
    if exemplars.is_on is False:
        yield found(
            ID,
            Severity.WARNING,
            seen,
            "exemplars are not stored, so that no panel leads to a trace",
            "start it with --enable-feature=exemplar-storage",
        )
    elif not exemplars.count and exemplars.events:
        yield found(
            ID,
            Severity.WARNING,
            seen,
            f"no exemplar of the last hour is stored, and there were {exemplars.events:,.0f} "
            "calls that could have one",
            _HINTS.get(seen.product, _HINTS[Product.PROMETHEUS]),
        )
