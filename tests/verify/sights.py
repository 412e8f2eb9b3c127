"""Things to look at, for tests of what is made of them."""

from __future__ import annotations

from archestra_ops import exposition
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.verify.exposed import Exposed
from archestra_ops.verify.reasons import Reasons
from tests.grafana.small import PLATFORM, PROVIDER

CATALOGUE = catalogue(PLATFORM, PROVIDER)
ACME = """\
# TYPE acme_up gauge
acme_up 1
# TYPE calls counter
calls_total{route="/a",status="ok"} 3
calls_total{route="/b",status="ok"} 4
# TYPE wait_seconds histogram
wait_seconds_bucket{route="/a",le="0.1"} 1
wait_seconds_bucket{route="/a",le="+Inf"} 2
wait_seconds_sum{route="/a"} 1
wait_seconds_count{route="/a"} 2
# TYPE late_seconds histogram
# TYPE rare counter
# TYPE mean summary
mean{quantile="0.5"} 1
mean_sum 1
mean_count 1
# EOF
"""


def page(text: str = ACME, job: str = "acme-web", instance: str = "web:1") -> Exposed:
    """A Sight of one OpenMetrics page."""
    found = Exposed()
    found.add(text.encode(), exposition.Format.OPENMETRICS, job=job, instance=instance)
    return found


def reasons(*scraped: str, pages: Exposed | None = None) -> Reasons:
    """Hints of the small platform's and provider's packs, where *scraped* is."""
    return Reasons(catalogue=CATALOGUE, scraped=lambda: scraped, pages=pages)
