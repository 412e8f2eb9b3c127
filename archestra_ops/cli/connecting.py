"""The Grafana that options and environment name, connected.

Environment: GRAFANA_URL; GRAFANA_TOKEN, or GRAFANA_USER with GRAFANA_PASS (or GRAFANA_PASSWORD);
GRAFANA_ORG_ID; HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from archestra_ops.errors import OpsError

if TYPE_CHECKING:
    from archestra_ops.grafana.api import Grafana
    from archestra_ops.http import Http, Secret, Tls


class Api(StrEnum):
    """Which API a Grafana is asked by."""

    AUTO = "auto"
    CLASSIC = "classic"
    APPS = "apps"


GrafanaUrl = Annotated[
    str | None,
    typer.Option(
        "--grafana",
        metavar="URL",
        help="Grafana's address, with the path it is below (else from GRAFANA_URL).",
    ),
]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        metavar="FILE",
        help="A service account's token (else GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASS).",
    ),
]
CertFile = Annotated[
    Path | None,
    typer.Option("--cert-file", metavar="FILE", help="The certificate to show who we are, PEM."),
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key-file", metavar="FILE", help="Its private key, where not in --cert-file."),
]
ApiOption = Annotated[
    Api,
    typer.Option("--api", help="Grafana's classic API or the one of its app platform (12+)."),
]


@dataclass(frozen=True, kw_only=True)
class Connection:
    """What the options say about a Grafana. `timeout` is in seconds, for one request."""

    url: str | None = None
    token_file: Path | None = None
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    insecure: bool = False
    timeout: float = 30.0
    api: Api = Api.AUTO


@dataclass(frozen=True, kw_only=True)
class Line:
    """The way to a Grafana: what sends requests to it, its address, the organisation's number."""

    http: Http
    url: str
    org_id: int | None


@contextmanager
def connected(
    connection: Connection, environment: Mapping[str, str] | None = None
) -> Iterator[Grafana]:
    """The Grafana of *connection* and *environment* (that of the process), until the end.

    Nothing is sent before the first question to it. Raises OpsError where an address, a login or a
    certificate is missing or none; says on stderr that certificates are not verified.
    """
    from archestra_ops.grafana.api import connect

    with opened(connection, environment) as line:
        yield connect(line.http, line.url, api=connection.api.value, org_id=line.org_id)


@contextmanager
def opened(connection: Connection, environment: Mapping[str, str] | None = None) -> Iterator[Line]:
    """The line to the Grafana of *connection* and *environment*; raises what `connected` raises."""
    from archestra_ops.http import Http, Limits, base_of

    variables = os.environ if environment is None else environment
    url = base_of(_url(connection, variables))
    tls = verified(connection, url)
    org_id = _org_id(variables)
    organisation = {} if org_id is None else {"X-Grafana-Org-Id": str(org_id)}
    headers = {**organisation, **_login(connection, variables, url)}
    with Http(Limits(seconds=connection.timeout), tls=tls, headers=headers) as http:
        yield Line(http=http, url=url, org_id=org_id)


def _url(connection: Connection, variables: Mapping[str, str]) -> str:
    url = connection.url or variables.get("GRAFANA_URL", "")
    if not url.strip():
        raise OpsError(
            "no Grafana is named",
            hint="give --grafana URL, or set GRAFANA_URL, as in 'https://grafana.example/grafana'",
        )
    return url


def _login(
    connection: Connection, variables: Mapping[str, str], url: str
) -> Mapping[str, str | Secret]:
    """The header to log in with: none where the address itself holds a user, which Http sends."""
    from archestra_ops.http import Secret, basic, bearer, read_secret, shown

    if connection.token_file is not None:
        return {"Authorization": bearer(read_secret(connection.token_file))}
    if urlsplit(url).username:
        return {}
    if token := variables.get("GRAFANA_TOKEN"):
        return {"Authorization": bearer(Secret(token))}
    user = variables.get("GRAFANA_USER")
    password = variables.get("GRAFANA_PASS") or variables.get("GRAFANA_PASSWORD")
    if user and password:
        return {"Authorization": basic(user, Secret(password))}
    if user or password:
        raise OpsError(
            f"of the login for '{shown(url)}' one half is missing",
            hint="set both GRAFANA_USER and GRAFANA_PASS, or GRAFANA_TOKEN instead",
        )
    raise OpsError(
        f"there is no login for '{shown(url)}'",
        hint="set GRAFANA_TOKEN to a service account's token, or GRAFANA_USER and GRAFANA_PASS; "
        "--token-file FILE reads a token",
    )


def _org_id(variables: Mapping[str, str]) -> int | None:
    text = variables.get("GRAFANA_ORG_ID", "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not int(text):
        raise OpsError(
            f"GRAFANA_ORG_ID {text!r} is not the number of an organisation", hint="as in 1"
        )
    return int(text)


def verified(connection: Connection, url: str) -> Tls:
    """How TLS with the server at *url* is verified; OpsError for a key without its certificate."""
    from archestra_ops.http import Tls, shown

    if connection.key_file is not None and connection.cert_file is None:
        raise OpsError(
            f"'--key-file {connection.key_file}' is of no use without its certificate",
            hint="give that with --cert-file FILE",
        )
    if connection.insecure:
        typer.echo(f"warning: the certificate of '{shown(url)}' is not verified", err=True)
    return Tls(
        ca_file=connection.ca_file,
        cert_file=connection.cert_file,
        key_file=connection.key_file,
        insecure=connection.insecure,
    )
