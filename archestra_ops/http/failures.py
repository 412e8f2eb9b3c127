"""What went wrong between us and a server, as one sentence and one hint."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import httpx

from archestra_ops.errors import FetchError, NotHttpError
from archestra_ops.http import address

_SLOW = "is it overloaded, or behind a firewall? --timeout allows more"


# h11's words, of a body with a length as of one in chunks.
_BROKEN_OFF = "without sending complete message body"


def failure(error: httpx.TransportError, url: httpx.URL, seconds: float) -> FetchError:
    """The error to raise for *error*, which a request to *url* with *seconds* to spend met."""
    if isinstance(error, httpx.TimeoutException):
        return _timeout(error, url, seconds)
    if isinstance(error, httpx.ProxyError):
        return FetchError(
            f"the proxy does not let '{address.site(url)}' through: {_words(error)}",
            hint="HTTPS_PROXY and HTTP_PROXY name the proxy, NO_PROXY the hosts that need none",
        )
    if _BROKEN_OFF in str(error):
        return FetchError(
            f"'{address.shown(url)}' broke off within its answer",
            hint="did it end or restart meanwhile, or does a proxy on the way cut answers off?",
        )
    if isinstance(error, httpx.ProtocolError):
        return NotHttpError(
            f"'{address.shown(url)}' breaks HTTP: {_words(error)}",
            hint="does another kind of server listen there, or one that wants https?",
        )
    return _connection(error, url)


def causes(error: BaseException) -> Iterator[BaseException]:
    """*error* and what it was raised from, down to the first."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _timeout(error: httpx.TimeoutException, url: httpx.URL, seconds: float) -> FetchError:
    limit = f"{seconds:g} second{'' if seconds == 1 else 's'}"
    if isinstance(error, httpx.ConnectTimeout):
        return FetchError(f"'{address.site(url)}' took no connection in {limit}", hint=_SLOW)
    if isinstance(error, httpx.PoolTimeout):
        return FetchError(f"no connection to '{address.site(url)}' got free in {limit}", hint=_SLOW)
    return FetchError(f"'{address.shown(url)}' did not answer in full in {limit}", hint=_SLOW)


def _connection(error: httpx.TransportError, url: httpx.URL) -> FetchError:
    site = address.site(url)
    for cause in causes(error):
        if isinstance(cause, ssl.SSLError):
            return _tls(cause, site)
        if isinstance(cause, ConnectionRefusedError):
            return FetchError(
                f"nothing listens at '{site}'", hint="does it run, and is the port right?"
            )
        if isinstance(cause, socket.gaierror):
            return FetchError(
                f"no address is known for the host '{url.host}'",
                hint="is the name right, and can this machine look it up?",
            )
        if isinstance(cause, OSError) and cause.strerror:
            return FetchError(f"the connection to '{site}' failed: {cause.strerror.lower()}")
    return FetchError(f"the connection to '{site}' failed: {_words(error)}")


def _tls(error: ssl.SSLError, site: str) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(
            f"the certificate of '{site}' cannot be trusted: {error.verify_message}",
            hint="name its authority with --ca-file, or do without by --insecure",
        )
    reason: str = getattr(error, "reason", None) or "it broke off"
    if reason == "WRONG_VERSION_NUMBER":
        return FetchError(f"'{site}' does not speak TLS", hint="is it an http:// address?")
    return FetchError(
        f"TLS with '{site}' failed: {reason.replace('_', ' ').lower()}",
        hint="does the server ask for a certificate, or speak only old versions of TLS?",
    )


def _words(error: BaseException) -> str:
    """What a library says, as the end of our sentence."""
    text = str(error).strip().rstrip(".") or "it broke off"
    return text[0].lower() + text[1:]
