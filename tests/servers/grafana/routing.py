"""From a request to its answer: login, organisation, right, handler."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from http import HTTPStatus

from tests.servers.grafana import (
    about,
    apps,
    convert,
    dashboards,
    datasources,
    folders,
    queries,
    saving,
    search,
    service_accounts,
)
from tests.servers.grafana.accounts import Accounts
from tests.servers.grafana.editions import Edition
from tests.servers.grafana.pages import LOGIN, NOT_FOUND
from tests.servers.grafana.replies import Refused, Reply, Request
from tests.servers.grafana.store import Store
from tests.servers.grafana.visits import Route, Visit, not_found

_ALWAYS = (
    *about.ROUTES,
    *datasources.ROUTES,
    *queries.ROUTES,
    *search.ROUTES,
    *service_accounts.ROUTES,
)
_CLASSIC = (*dashboards.ROUTES, *folders.ROUTES, *saving.ROUTES)


@dataclass(kw_only=True)
class Answering:
    """Answers requests. The flags are what an installation is configured with."""

    edition: Edition
    store: Store
    accounts: Accounts
    sub_path: str = ""
    classic: bool = True  # /api/dashboards and /api/folders are there
    hides_version: bool = False
    database: bool = True  # reachable: /api/health says so

    def routes(self) -> Sequence[Route]:
        """What this Grafana has an address for."""
        return (
            *_ALWAYS,
            *(_CLASSIC if self.classic else ()),
            *(convert.ROUTES if self.edition.convert else ()),
            *(apps.ROUTES if self.edition.apps else ()),
        )

    def answer(self, request: Request) -> Reply:
        """The answer to *request*, whatever it is."""
        anonymous = self._anonymous(request)
        if anonymous is not None:
            return anonymous
        try:
            return self._signed_in(request)
        except Refused as refused:
            return refused.reply

    def _anonymous(self, request: Request) -> Reply | None:
        """What everybody is answered; None where a login is needed."""
        path = request.path.rstrip("/")
        if path == "/healthz":
            return Reply(text="Ok", content_type="text/plain; charset=utf-8")
        if path == "/api/health":
            return about.health(
                self.edition.number, hidden=self.hides_version, database=self.database
            )
        if path == "/login":
            return Reply.page(LOGIN)
        if path == "":
            return Reply(
                status=HTTPStatus.FOUND, text="", headers={"Location": f"{self.sub_path}/login"}
            )
        if path.startswith("/apis") and self.edition.major == 11:
            # It is there, for playlists and the like, and has no dashboards.
            return Reply(
                status=HTTPStatus.NOT_FOUND, text="404 page not found\n", content_type="text/plain"
            )
        known = path.startswith("/api/") or (self.edition.apps and path.startswith("/apis"))
        return None if known else Reply.page(NOT_FOUND, HTTPStatus.NOT_FOUND)

    def _signed_in(self, request: Request) -> Reply:
        caller = self.accounts.caller(request)
        for route in self.routes():
            parts = route.match(request)
            if parts is None:
                continue
            visit = Visit(
                request=request,
                caller=caller,
                accounts=self.accounts,
                org=self.store.orgs[caller.org_id],
                store=self.store,
                edition=self.edition,
                sub_path=self.sub_path,
            )
            if route.action:
                visit.require(route.action)
            with self.store.lock if route.exclusive else nullcontext():
                return route.handler(visit, *parts)
        raise not_found()
