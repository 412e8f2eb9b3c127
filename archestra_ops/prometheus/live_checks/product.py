"""Which of the servers that speak Prometheus' API answers, and what is different there.

Mimir names itself in the field `application` of its build. Thanos has the path `stores`.
VictoriaMetrics sends the header `X-Server-Hostname`, tells no revision, and its cluster is below
`/select/`: https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/#url-format
"""

from __future__ import annotations

from enum import Enum
from typing import Final
from urllib.parse import urlsplit

from archestra_ops.prometheus.results import Identity

STORES: Final = "stores"
"""The path below the API that only Thanos has."""


class Product(Enum):
    """A kind of server; the value is its name."""

    PROMETHEUS = "Prometheus"
    MIMIR = "Mimir"
    THANOS = "Thanos"
    VICTORIA_METRICS = "VictoriaMetrics"
    OTHER = "another server with Prometheus' API"


def recognise(identity: Identity, url: str, *, has_stores: bool) -> Product:
    """Which product it is that answers at *url*."""
    build = identity.build
    application = str(build.get("application") or "")
    if "mimir" in application.lower():
        return Product.MIMIR
    if "x-server-hostname" in identity.headers or "/select/" in urlsplit(url).path:
        return Product.VICTORIA_METRICS
    if has_stores:
        return Product.THANOS
    is_prometheus = bool(build.get("version") and build.get("goVersion")) and not application
    return Product.PROMETHEUS if is_prometheus else Product.OTHER


DIFFERENCES: Final = {
    Product.MIMIR: "it scrapes nothing itself, so that targets are known by their series `up` "
    "alone, without the error of a scrape; rules are loaded into its ruler, and retention and "
    "exemplars are set for each tenant",
    Product.THANOS: "targets, rules and exemplars are those of the servers behind it; how long "
    "samples are kept is up to those and to the bucket, and old ones are downsampled",
    Product.VICTORIA_METRICS: "it stores no exemplars; rules are evaluated by vmalert, and shown "
    "here where -vmalert.proxyURL names that; increase() and rate() do not extrapolate, and see "
    "the first event of a series",
    Product.OTHER: "what it does not tell is not checked",
}
"""What of the checks, and of our rules and boards, is different there."""
