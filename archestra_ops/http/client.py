"""The client itself."""

from __future__ import annotations

import base64
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import httpx

from archestra_ops import __version__
from archestra_ops.errors import OpsError
from archestra_ops.http import address
from archestra_ops.http.exchange import Call, Exchange
from archestra_ops.http.limits import Limits
from archestra_ops.http.response import Page, Response
from archestra_ops.http.retry import RETRIES, Timing
from archestra_ops.http.secret import Secret
from archestra_ops.http.tls import Tls
from archestra_ops.http.transport import Transport

Fields = Mapping[str, str | Sequence[str]]
_FORM = "application/x-www-form-urlencoded"
_LIMITS, _TLS, _TIMING = Limits(), Tls(), Timing()


class Http:
    """Asks servers, within limits. Every status is an answer; FetchError says that there was none.

    `bearer` goes to every address that is asked, unless the address itself holds a user; neither
    follows a redirect to another server. `transport` stands in for the network in tests. One Http
    may be used by several threads at a time.
    """

    def __init__(
        self,
        limits: Limits = _LIMITS,
        *,
        tls: Tls = _TLS,
        bearer: Secret | None = None,
        transport: httpx.BaseTransport | None = None,
        timing: Timing = _TIMING,
    ) -> None:
        self._bearer = None if bearer is None else f"Bearer {_token(bearer)}"
        self._client = httpx.Client(
            transport=transport or Transport(tls, urllib.request.getproxies()),
            headers={"User-Agent": f"archestra-ops/{__version__}", "Accept-Encoding": "gzip"},
            trust_env=False,
        )
        self._exchange = Exchange(self._client, limits, timing)

    def __enter__(self) -> Self:
        """Nothing is opened before it is needed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connections that are kept alive."""
        self._client.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Fields | None = None,
        accept: str = "*/*",
        retries: int = RETRIES,
    ) -> Response:
        """Read *url* with *params* added to its query; `retries=0` to report what one try met.

        Raises OpsError for an address that is none, FetchError where no answer comes within the
        limits.
        """
        with self.stream(
            url, headers=headers, params=params, accept=accept, retries=retries
        ) as page:
            return _whole(page)

    @contextmanager
    def stream(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Fields | None = None,
        accept: str = "*/*",
        retries: int = RETRIES,
    ) -> Iterator[Page]:
        """Read *url* as `get` does, chunk by chunk; what is not read is not fetched."""
        at = address.parse(url)
        call = Call(
            url=at.copy_merge_params(dict(params)) if params else at,
            headers={**self._authorization(at), "Accept": accept, **(headers or {})},
            retries=retries,
        )
        with self._exchange.open(call) as page:
            yield page

    def post_form(
        self,
        url: str,
        form: Fields,
        *,
        accept: str = "*/*",
        idempotent: bool = False,
        retries: int = RETRIES,
    ) -> Response:
        """Send *form* to *url*; `idempotent` where asking twice does no more than asking once.

        Raises what `get` raises.
        """
        at = address.parse(url)
        call = Call(
            method="POST",
            url=at,
            headers={**self._authorization(at), "Accept": accept, "Content-Type": _FORM},
            content=urlencode(form, doseq=True).encode("ascii"),
            idempotent=idempotent,
            retries=retries,
        )
        with self._exchange.open(call) as page:
            return _whole(page)

    def _authorization(self, url: httpx.URL) -> Mapping[str, str]:
        if url.userinfo:
            user = f"{url.username}:{url.password}".encode()
            return {"Authorization": f"Basic {base64.b64encode(user).decode('ascii')}"}
        return {} if self._bearer is None else {"Authorization": self._bearer}


def _whole(page: Page) -> Response:
    body = b"".join(page.chunks)
    return Response(
        url=page.url,
        status=page.status,
        headers=page.headers,
        body=body,
        elapsed=page.elapsed,
        encoded_size=page.encoded_size,
    )


def _token(bearer: Secret) -> str:
    token = bearer.reveal()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise OpsError(
            "the bearer token holds characters that no token has",
            hint="it must be printable ASCII without spaces; was more than the token copied?",
        )
    return token
