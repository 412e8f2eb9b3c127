"""Fetches metrics pages as Prometheus does, and takes note of what was met on the way.

The bearer rule and the bodies of its refusals: the platform's release v1.3.15.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from archestra_ops.checks.page import MOST_SAMPLES, Page
from archestra_ops.checks.probe import WEB, ask, has_bodies
from archestra_ops.checks.reading import survey
from archestra_ops.checks.target import Target
from archestra_ops.errors import FetchError
from archestra_ops.exposition import format_of
from archestra_ops.http import Http
from archestra_ops.packs.model import Platform

# What Prometheus 3 sends.
ACCEPT = (
    "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=1.0.0;q=0.4,"
    "text/plain;version=0.0.4;q=0.3,*/*;q=0.1"
)
_MOST = 4096  # bytes of a refusal that are read
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What was met at a target: a page, a refusal with a status, or an error and nothing else.

    With none of them nobody went there: the process has no metrics, which is known beforehand.
    `reply` is what a refusal says. `token` is whether a bearer token was sent, `is_open` whether
    the page is there without it, too, `is_api` whether it is the web API that has no page here.
    """

    target: Target
    error: FetchError | None = None
    status: int = 0
    reply: str = ""
    token: bool = False
    is_open: bool = False
    is_api: bool = False
    page: Page | None = None

    @property
    def was_asked(self) -> bool:
        """Whether anybody went there at all."""
        return bool(self.error or self.status)


@dataclass(frozen=True, kw_only=True)
class Scrape:
    """All that was looked at together: addresses, and pages that came as files."""

    platform: Platform
    visits: tuple[Visit, ...] = ()
    files: tuple[Page, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page that could be read."""
        return (*(visit.page for visit in self.visits if visit.page is not None), *self.files)

    @property
    def processes(self) -> frozenset[str]:
        """The processes whose metrics are on one of the pages."""
        return frozenset(name for page in self.pages for name in page.processes)


@dataclass(frozen=True)
class Visitor:
    """Fetches pages of *platform*: with `authorised`, where there is a secret, else with `http`."""

    platform: Platform
    http: Http
    authorised: Http | None = None
    bar: int = MOST_SAMPLES

    def visit(self, target: Target) -> Visit:
        """Ask *target* for its page, once; and once more without the token."""
        try:
            return self._fetch(target)
        except FetchError as error:
            return Visit(target=target, error=error)

    def _fetch(self, target: Target) -> Visit:
        http = self.authorised or self.http
        token = self.authorised is not None
        with http.stream(target.url, accept=ACCEPT, retries=0) as answer:
            if answer.status != HTTPStatus.OK:
                return Visit(
                    target=target,
                    status=answer.status,
                    reply=_reply(answer.chunks),
                    token=token,
                    is_api=answer.status == HTTPStatus.NOT_FOUND and self._is_api(target),
                )
            header = answer.headers.get("content-type", "")
            page = Page(
                subject=target.subject,
                platform=self.platform,
                survey=survey(answer.chunks, form=format_of(header)),
                expected=target.processes if len(target.processes) == 1 else (),
                content_type=header,
                bar=self.bar,
            )
        return Visit(
            target=target,
            status=answer.status,
            token=token,
            is_open=token and self._is_open(target),
            page=page,
        )

    def _is_open(self, target: Target) -> bool:
        if "@" in urlsplit(target.url).netloc:
            return False  # a user and password in the address stand in the place of the token
        try:
            with self.http.stream(target.url, accept=ACCEPT, retries=0) as answer:
                return answer.status == HTTPStatus.OK
        except FetchError:
            return False

    def _is_api(self, target: Target) -> bool:
        if not has_bodies(self.platform):
            return False  # what answers there is not the API that is meant
        try:
            return ask(self.http, urljoin(target.url, "."), "health").process == WEB
        except FetchError:
            return False


def _reply(chunks: Iterable[bytes]) -> str:
    """What a refusal says: the error of its JSON, or how it begins."""
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) >= _MOST:
            break
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict) and isinstance(document.get("error"), str):
        return str(document["error"])
    text = " ".join(body.decode(errors="replace").split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
