"""The client itself."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urlencode

import httpx

from archestra_ops import __version__
from archestra_ops.http import address, authorization
from archestra_ops.http.exchange import Call, Exchange
from archestra_ops.http.limits import Limits
from archestra_ops.http.response import Page, Response
from archestra_ops.http.retry import RETRIES, Timing
from archestra_ops.http.secret import Secret
from archestra_ops.http.tls import Tls
from archestra_ops.http.transport import Transport

Fields = Mapping[str, str | Sequence[str]]
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_LIMITS, _TLS, _TIMING = Limits(), Tls(), Timing()
_NO_HEADERS: Mapping[str, str | Secret] = {}


class Http:
    """Asks servers, within limits. Every status is an answer; FetchError says that there was none.

    `bearer` goes to every address that is asked, unless the address itself holds a user; neither
    follows a redirect to another server. So do `headers`, such as an Authorization made by `basic`.
    `transport` stands in for the network in tests. One Http may be used by several threads at a
    time, which share the connections.
    """

    def __init__(
        self,
        limits: Limits = _LIMITS,
        *,
        tls: Tls = _TLS,
        bearer: Secret | None = None,
        headers: Mapping[str, str | Secret] = _NO_HEADERS,
        transport: httpx.BaseTransport | None = None,
        timing: Timing = _TIMING,
    ) -> None:
        self._headers = dict(headers)
        if bearer is not None:
            self._headers["Authorization"] = authorization.bearer(bearer)
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
        follow: bool = True,
    ) -> Response:
        """Read *url* with *params* added to its query; `retries=0` to report what one try met.

        Without `follow`, a redirect is an answer like any other. Raises OpsError for an address
        that is none, FetchError where no answer comes within the limits.
        """
        with self.stream(
            url, headers=headers, params=params, accept=accept, retries=retries, follow=follow
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
        follow: bool = True,
    ) -> Iterator[Page]:
        """Read *url* as `get` does, chunk by chunk; what is not read is not fetched."""
        at = address.parse(url)
        call = Call(
            url=at.copy_merge_params(dict(params)) if params else at,
            headers={**self._standing(at), "Accept": accept, **(headers or {})},
            retries=retries,
            follow=follow,
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
            headers={**self._standing(at), "Accept": accept, "Content-Type": _FORM},
            content=urlencode(form, doseq=True).encode("ascii"),
            idempotent=idempotent,
            retries=retries,
        )
        with self._exchange.open(call) as page:
            return _whole(page)

    def send_json(
        self,
        method: Literal["POST", "PUT", "PATCH", "DELETE"],
        url: str,
        document: object = None,
        *,
        idempotent: bool = False,
        retries: int = RETRIES,
        follow: bool = True,
    ) -> Response:
        """Send *document* as JSON to *url*, or no body where it is None.

        Every try sends it whole. `idempotent` where asking twice does no more than asking once,
        `follow` as in `get`. Raises what `get` raises.
        """
        at = address.parse(url)
        content = None if document is None else _json(document)
        kind = {} if content is None else {"Content-Type": _JSON}
        call = Call(
            method=method,
            url=at,
            headers={**self._standing(at), "Accept": _JSON, **kind},
            content=content,
            idempotent=idempotent,
            retries=retries,
            follow=follow,
        )
        with self._exchange.open(call) as page:
            return _whole(page)

    def send(
        self,
        method: Literal["POST", "PUT", "DELETE"],
        url: str,
        content: str | None = None,
        *,
        headers: Mapping[str, str],
        idempotent: bool = False,
        follow: bool = True,
    ) -> Response:
        """Send *content* to *url* with *headers*, which say what it is; else as `send_json` does.

        Raises what `get` raises.
        """
        at = address.parse(url)
        call = Call(
            method=method,
            url=at,
            headers={**self._standing(at), **headers},
            content=None if content is None else content.encode(),
            idempotent=idempotent,
            retries=RETRIES,
            follow=follow,
        )
        with self._exchange.open(call) as page:
            return _whole(page)

    def concealed(self, text: str, url: str) -> str:
        """*text*, which *url* answered, without the secrets that were sent there."""
        return authorization.conceal(text, self._own(address.parse(url)).values())

    def _standing(self, url: httpx.URL) -> Mapping[str, str]:
        """What goes with every request to *url*."""
        return {
            name: value.reveal() if isinstance(value, Secret) else value
            for name, value in self._own(url).items()
        }

    def _own(self, url: httpx.URL) -> Mapping[str, str | Secret]:
        if not url.userinfo:
            return self._headers
        user = authorization.basic(url.username, Secret(url.password))
        return {**self._headers, "Authorization": user}


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


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
