"""Does Prometheus 3 accept the page's Content-Type?

https://prometheus.io/docs/prometheus/latest/migration/#scrape-protocols
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.exposition import format_of
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report a header that makes Prometheus 3 fail the scrape."""
    header = page.content_type
    if header is None or page.is_foreign or format_of(header) is not None:
        return
    what = f"Content-Type {header!r} is none that" if header else "it has no Content-Type, which"
    yield Finding(
        check=ID,
        severity=Severity.ERROR,
        subject=page.subject,
        message=f"{what} Prometheus 3 accepts" if header else f"{what} Prometheus 3 asks for",
        hint="the scrape fails unless its job has a fallback_scrape_protocol; is a proxy to blame?",
    )
