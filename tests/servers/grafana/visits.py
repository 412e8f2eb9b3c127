"""A request on its way to the handler of its route."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote

from tests.servers.grafana.accounts import Accounts, Caller, denied
from tests.servers.grafana.editions import Edition
from tests.servers.grafana.replies import Refused, Reply, Request
from tests.servers.grafana.store import Org, Store


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a handler knows: the request, who sends it, and everything there is."""

    request: Request
    caller: Caller
    accounts: Accounts
    org: Org
    store: Store
    edition: Edition
    sub_path: str

    def require(self, action: str) -> None:
        """Refuse a caller whose role lacks *action*."""
        if not self.caller.may(action):
            raise denied(action)

    def require_folder(self, action: str, folder_uid: str) -> None:
        """Refuse a caller who lacks *action* in the folder: editors can be shut out of one."""
        self.require(action)
        folder = self.org.folders.get(folder_uid)
        if self.caller.role != "Admin" and folder is not None and not folder.editors:
            raise denied(action)


Handler = Callable[..., Reply]


@dataclass(frozen=True)
class Route:
    """What a handler answers: `{}` in the path is what it is called with, besides the visit.

    A route that asks other servers is not `exclusive`: nobody waits for it.
    """

    method: str
    path: str
    handler: Handler
    action: str = ""
    exclusive: bool = True

    def match(self, request: Request) -> tuple[str, ...] | None:
        """The parts of the path that the handler wants; None where this is not the route."""
        if request.method != self.method:
            return None
        pattern = re.escape(self.path).replace(r"\{\}", "([^/]+)")
        found = re.fullmatch(pattern + "/?", request.path)
        return None if found is None else tuple(map(unquote, found.groups()))


def not_found() -> Refused:
    """What Grafana says to an address of its API that it does not have."""
    return Refused(HTTPStatus.NOT_FOUND, "Not found")
