"""Is there a page at the address?"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from archestra_ops.checks.check import id_of
from archestra_ops.checks.metrics.authorised import REFUSALS
from archestra_ops.checks.visit import Scrape, Visit
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(scrape: Scrape) -> Iterator[Finding]:
    """Report answers that are neither a page nor a refusal."""
    for visit in scrape.visits:
        if visit.status in {0, HTTPStatus.OK, *REFUSALS} or visit.is_api:
            continue
        said = f" {visit.reply!r}" if visit.reply else ""
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=visit.target.subject,
            message=f"there is no metrics page: it answered {visit.status}{said}",
            hint=_hint(visit),
        )


def _hint(visit: Visit) -> str:
    if visit.status == HTTPStatus.NOT_FOUND:
        return "the web process has it at port 9050, the worker at 9000, both at '/metrics'"
    if visit.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return "some metrics ask the database at each scrape: is it up? see `ops check health`"
    return "is the process up? see `ops check health`"
