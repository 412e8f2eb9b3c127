"""The Prometheus that options and environment name.

Environment: PROMETHEUS_URL; PROMETHEUS_TOKEN, or PROMETHEUS_USER with PROMETHEUS_PASS; HTTP_PROXY,
HTTPS_PROXY and NO_PROXY.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from archestra_ops.cli.connecting import Connection, verified
from archestra_ops.errors import OpsError

if TYPE_CHECKING:
    from archestra_ops.http import Secret
    from archestra_ops.prometheus.api import Api

URL_VARIABLE = "PROMETHEUS_URL"
PrometheusUrl = Annotated[
    str | None,
    typer.Option(
        "--prometheus",
        metavar="URL",
        help="Prometheus' address, with the path it is below (else from PROMETHEUS_URL).",
    ),
]
Tenant = Annotated[
    str,
    typer.Option(
        "--tenant",
        metavar="NAME",
        help="The tenant of a Mimir, sent as X-Scope-OrgID.",
        show_default=False,
    ),
]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A Prometheus, and its address as messages show it."""

    api: Api
    url: str


def named(url: str | None, environment: Mapping[str, str] | None = None) -> str:
    """The address that the option or the environment names; empty where neither does."""
    variables = os.environ if environment is None else environment
    return (url or variables.get(URL_VARIABLE, "")).strip()


@contextmanager
def opened(
    connection: Connection, tenant: str = "", environment: Mapping[str, str] | None = None
) -> Iterator[Line]:
    """The Prometheus of *connection* and *environment* (that of the process), until the end.

    Raises OpsError where no address is named, of a login one half is missing, or the tenant cannot
    be sent.
    """
    from archestra_ops.http import Http, Limits, base_of, shown
    from archestra_ops.prometheus.api import Api

    variables = os.environ if environment is None else environment
    address = named(connection.url, variables)
    if not address:
        raise OpsError(
            "no Prometheus is named",
            hint=f"give --prometheus URL, or set {URL_VARIABLE}, as in 'http://prometheus:9090'",
        )
    if not tenant.isascii() or not tenant.isprintable():
        raise OpsError(f"the tenant {tenant!r} cannot be sent", hint="tenants are printable ASCII")
    url = base_of(address)
    headers = {
        **({"X-Scope-OrgID": tenant} if tenant else {}),
        **_login(connection, variables, url),
    }
    tls = verified(connection, url)
    with Http(Limits(seconds=connection.timeout), tls=tls, headers=headers) as http:
        yield Line(api=Api(http, url), url=shown(url).rstrip("/"))


def _login(
    connection: Connection, variables: Mapping[str, str], url: str
) -> Mapping[str, str | Secret]:
    """The header to log in with: none where nothing says so, as inside a cluster.

    A user that the address itself holds is sent by Http.
    """
    from archestra_ops.http import Secret, basic, bearer, read_secret

    if connection.token_file is not None:
        return {"Authorization": bearer(read_secret(connection.token_file))}
    if urlsplit(url).username:
        return {}
    if token := variables.get("PROMETHEUS_TOKEN", ""):
        return {"Authorization": bearer(Secret(token))}
    user, password = variables.get("PROMETHEUS_USER", ""), variables.get("PROMETHEUS_PASS", "")
    if bool(user) != bool(password):
        raise OpsError(
            "of the login to Prometheus one half is missing",
            hint="set both PROMETHEUS_USER and PROMETHEUS_PASS, or PROMETHEUS_TOKEN instead",
        )
    return {"Authorization": basic(user, Secret(password))} if user else {}
