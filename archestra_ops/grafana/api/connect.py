"""Which API a Grafana is asked by."""

from __future__ import annotations

from typing import Literal, TypeAlias

from archestra_ops.grafana.api.apps import AppsApi
from archestra_ops.grafana.api.classic import ClassicApi
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.discovery import Discovered
from archestra_ops.grafana.api.platform import Platform
from archestra_ops.grafana.api.server import Server
from archestra_ops.http import Http

Api: TypeAlias = Literal["auto", "classic", "apps"]


def connect(http: Http, url: str, *, api: Api = "auto", org_id: int | None = None) -> Grafana:
    """The Grafana at *url*, by *api*; nothing is sent before the first question.

    `auto` takes the classic API while it is there, and the app platform's where only that is.
    *org_id* is the organisation that the requests of *http* name, if they do. Raises OpsError
    where *url* is no address.
    """
    server = Server(http, url)
    platform = Platform(server, org_id)
    classic, apps = ClassicApi(server), AppsApi(server, platform)
    match api:
        case "classic":
            return classic
        case "apps":
            return apps
        case "auto":
            return Discovered(classic, apps, platform)
