"""Are the worker's metrics anywhere?

The worker has a page of its own, at port 9000, and no Service in the Helm chart: task queue and
knowledge base look idle where nobody scrapes it. With one process for all they are on the web page.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import WEB, WORKER, has_bodies
from archestra_ops.checks.visit import Scrape, Visit
from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.model import Platform

ID = id_of(__name__)
_ONE_FOR_ALL = "one process does all the work, there is no worker to scrape"


def check(scrape: Scrape) -> Iterator[Finding]:
    """Report where the worker should be and is not, and when nobody looked for it."""
    asked = [visit for visit in scrape.visits if WORKER in visit.target.processes]
    api = [visit for visit in asked if visit.is_api]
    if WORKER not in scrape.platform.processes or not has_bodies(scrape.platform):
        return
    if api:
        yield from _instead(api[0], scrape)
    elif not asked and WORKER not in scrape.processes and WEB in scrape.processes:
        yield from _not_asked(scrape)


def _instead(visit: Visit, scrape: Scrape) -> Iterator[Finding]:
    subject = visit.target.subject
    here = "the web API answers here, not the worker"
    hint = _how(scrape.platform)
    if WORKER in scrape.processes:
        message = f"{here}, whose metrics are on the page of the web process"
        yield Finding(
            check=ID, severity=Severity.INFO, subject=subject, message=message, hint=_ONE_FOR_ALL
        )
    elif WEB in scrape.processes:
        message = f"the worker is not scraped: {here}, and the web page has none of its metrics"
        yield Finding(
            check=ID, severity=Severity.ERROR, subject=subject, message=message, hint=hint
        )
    else:
        message = f"{here}; whether its metrics are on the web page is unknown"
        yield Finding(
            check=ID, severity=Severity.WARNING, subject=subject, message=message, hint=hint
        )


def _how(platform: Platform) -> str:
    """How the worker comes to be scraped, where the pack says so as its Helm chart has it."""
    name_it = "name the worker's address by --worker"
    found = platform.processes[WORKER].kubernetes
    if found is None or found.service:
        return name_it
    return (
        f"{name_it}; in the Helm chart it has no Service: a PodMonitor on its port '{found.port}' "
        "scrapes it, see `ops scrape-config render`"
    )


def _not_asked(scrape: Scrape) -> Iterator[Finding]:
    live = [visit.target.subject for visit in scrape.visits if visit.page is not None]
    yield Finding(
        check=ID,
        severity=Severity.WARNING if live else Severity.INFO,
        subject=(live or [page.subject for page in scrape.files])[0],
        message="the worker's metrics are not among what was checked",
        hint=_how(scrape.platform) if live else "give the worker's page as well",
    )
