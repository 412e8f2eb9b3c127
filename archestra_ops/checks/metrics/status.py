"""Is there a page at the address?"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from archestra_ops.checks.check import id_of
from archestra_ops.checks.metrics.authorised import REFUSALS
from archestra_ops.checks.target import places
from archestra_ops.checks.visit import Scrape, Visit
from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.model import Platform

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
            hint=_hint(visit, scrape.platform),
        )


def _hint(visit: Visit, platform: Platform) -> str:
    if visit.status == HTTPStatus.NOT_FOUND and platform.silent.keys() & set(
        visit.target.processes
    ):
        return f"in the profile '{platform.profile}' this process has none; {places(platform)}"
    if visit.status == HTTPStatus.NOT_FOUND:
        return places(platform)
    if visit.status == HTTPStatus.INTERNAL_SERVER_ERROR and platform.scrape_needs:
        needs = platform.scrape_needs
        return f"some metrics ask {needs} at each scrape: is it up? see `ops check health`"
    if visit.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return "it failed to make its page: its log says why; see `ops check health`"
    return "is the process up? see `ops check health`"
