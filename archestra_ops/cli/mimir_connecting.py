"""The Mimir that options and environment name.

Environment, as its own tool has it: MIMIR_ADDRESS; MIMIR_TENANT_ID; MIMIR_AUTH_TOKEN, or
MIMIR_API_KEY with MIMIR_API_USER (the tenant where that is not set); HTTP_PROXY, HTTPS_PROXY and
NO_PROXY. https://grafana.com/docs/mimir/latest/manage/tools/mimirtool/#configuration-options
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archestra_ops.cli.connecting import Connection, verified
from archestra_ops.errors import OpsError

if TYPE_CHECKING:
    from archestra_ops.http import Http, Secret


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """The way to a Mimir: what sends requests to it, its address, whose rules are meant."""

    http: Http
    url: str
    name: str


@contextmanager
def opened(
    connection: Connection, tenant: str, environment: Mapping[str, str] | None = None
) -> Iterator[Tenant]:
    """The Mimir at the address and with the login of *connection* and *environment*.

    *tenant* is empty for the one of the environment, or for none. Raises OpsError where no address
    is named, or of a login one half is missing.
    """
    from archestra_ops.http import Http, Limits, base_of

    variables = os.environ if environment is None else environment
    address = connection.url or variables.get("MIMIR_ADDRESS", "")
    if not address.strip():
        raise OpsError(
            "no Mimir is named",
            hint="give --mimir URL, or set MIMIR_ADDRESS, as in 'https://mimir.example'",
        )
    url, name = base_of(address), tenant or variables.get("MIMIR_TENANT_ID", "").strip()
    if not name.isascii() or not name.isprintable():
        raise OpsError(f"the tenant {name!r} cannot be sent", hint="tenants are printable ASCII")
    headers = {
        **({"X-Scope-OrgID": name} if name else {}),
        **_login(connection.token_file, variables, url, name),
    }
    tls = verified(connection, url)
    with Http(Limits(seconds=connection.timeout), tls=tls, headers=headers) as http:
        yield Tenant(http=http, url=url, name=name)


def _login(
    token_file: Path | None, variables: Mapping[str, str], url: str, tenant: str
) -> Mapping[str, str | Secret]:
    """The header to log in with: none where nothing says so, as inside a cluster.

    A user that the address itself holds is sent by Http.
    """
    from archestra_ops.http import Secret, basic, bearer, read_secret

    user, key = variables.get("MIMIR_API_USER", ""), variables.get("MIMIR_API_KEY", "")
    token = variables.get("MIMIR_AUTH_TOKEN", "")
    if token_file is not None:
        given = read_secret(token_file)
        return {"Authorization": basic(user, given) if user else bearer(given)}
    if urlsplit(url).username:
        return {}
    if token and (user or key):
        raise OpsError(
            "there are two logins to Mimir",
            hint="set either MIMIR_AUTH_TOKEN, or MIMIR_API_USER and MIMIR_API_KEY",
        )
    if token:
        return {"Authorization": bearer(Secret(token))}
    if key and (user or tenant):
        return {"Authorization": basic(user or tenant, Secret(key))}
    if user or key:
        raise OpsError(
            "of the login to Mimir one half is missing",
            hint="set both MIMIR_API_USER and MIMIR_API_KEY, or --token-file FILE for the key",
        )
    return {}
