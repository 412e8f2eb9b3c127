"""Level 2 on a real installation: its metrics pages, read as a scrape reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from archestra_ops import exposition
from archestra_ops.errors import ExpositionError, FetchError, OpsError
from archestra_ops.http import Http, shown
from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.verify.exposed import Exposed
from archestra_ops.verify.reasons import POSTGRES

# As Prometheus asks.
ACCEPT = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"
_OK, _DENIED = 200, (401, 403)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A page of an installation; `secret` is the variable that its bearer secret may be in."""

    url: str
    job: str
    honor: bool
    secret: str


def read_pages(
    http: Http, urls: Mapping[str, str], platform: Platform, providers: Sequence[Provider]
) -> Exposed:
    """The pages at *urls*, given by process or as `postgres`, as one installation's series.

    Raises FetchError where one does not answer with a page, OpsError for a process that the
    platform does not have.
    """
    jobs = {name: process.job for name, process in platform.processes.items()}
    honor = {name for name, process in platform.processes.items() if process.honor_labels}
    if platform.postgres:
        jobs[POSTGRES] = jobs_for(providers[0], platform.name)[0].name
    found = Exposed()
    for name, url in urls.items():
        if name not in jobs:
            raise OpsError(
                f"'{platform.name}' has no process '{name}'", hint=did_you_mean(name, list(jobs))
            )
        part = _Part(url=url, job=jobs[name], honor=name in honor, secret=platform.metrics_secret)
        _read(http, part, found)
    return found


def _read(http: Http, part: _Part, found: Exposed) -> None:
    response = http.get(part.url, accept=ACCEPT)
    where = shown(response.url)
    if response.status in _DENIED:
        raise FetchError(
            f"'{where}' wants another bearer token ({response.status})",
            hint=f"give it with {' or '.join(filter(None, ('--secret-file', part.secret)))}",
        )
    kind = exposition.format_of(response.headers.get("content-type", ""))
    if response.status != _OK or kind is None:
        raise FetchError(
            f"'{where}' answers with the status {response.status}, and with no metrics page",
            hint="is the path right? `ops check metrics` says more about the endpoint",
        )
    try:
        found.add(response.body, kind, job=part.job, instance=_host(part.url), honor=part.honor)
    except ExpositionError as error:
        raise FetchError(
            f"the page of '{where}' is malformed: {error}",
            hint="`ops check metrics` names every line that Prometheus would reject",
        ) from error


def _host(url: str) -> str:
    """`host:port`, without the user that an address may hold."""
    return urlsplit(url).netloc.rpartition("@")[2]
