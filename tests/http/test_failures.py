from __future__ import annotations

import errno
import os
import socket
import ssl

import httpx
import pytest

from archestra_ops.errors import NotHttpError
from archestra_ops.http.failures import failure

URL = httpx.URL("https://user:secret@host:9050/metrics?token=1")


def caused(cause: BaseException) -> httpx.TransportError:
    error = httpx.ConnectError(str(cause))
    error.__cause__ = cause
    return error


def untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate …")
    error.verify_message = "self-signed certificate"
    return error


def tls(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, f"[SSL: {reason}] some words (_ssl.c:1006)")
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (
            caused(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")),
            "nothing listens at 'https://host:9050'",
            "does it run, and is the port right?",
        ),
        (
            caused(socket.gaierror(socket.EAI_NONAME, "Name or service not known")),
            "no address is known for the host 'host'",
            "is the name right, and can this machine look it up?",
        ),
        (
            caused(untrusted()),
            "the certificate of 'https://host:9050' cannot be trusted: self-signed certificate",
            "name its authority with --ca-file, or do without by --insecure",
        ),
        (
            caused(tls("WRONG_VERSION_NUMBER")),
            "'https://host:9050' does not speak TLS",
            "is it an http:// address?",
        ),
        (
            caused(tls("TLSV13_ALERT_CERTIFICATE_REQUIRED")),
            "TLS with 'https://host:9050' failed: tlsv13 alert certificate required",
            "does the server ask for a certificate, or speak only old versions of TLS?",
        ),
        (
            caused(ssl.SSLError("handshake")),
            "TLS with 'https://host:9050' failed: it broke off",
            "does the server ask for a certificate, or speak only old versions of TLS?",
        ),
        (
            caused(OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))),
            "the connection to 'https://host:9050' failed: network is unreachable",
            "",
        ),
        (
            httpx.ReadError(""),
            "the connection to 'https://host:9050' failed: it broke off",
            "",
        ),
        (
            httpx.ConnectTimeout(""),
            "'https://host:9050' took no connection in 2.5 seconds",
            "is it overloaded, or behind a firewall? --timeout allows more",
        ),
        (
            httpx.PoolTimeout(""),
            "no connection to 'https://host:9050' got free in 2.5 seconds",
            "is it overloaded, or behind a firewall? --timeout allows more",
        ),
        (
            httpx.ReadTimeout(""),
            "'https://host:9050/metrics' did not answer in full in 2.5 seconds",
            "is it overloaded, or behind a firewall? --timeout allows more",
        ),
        (
            httpx.ProxyError("407 Authentication Required"),
            "the proxy does not let 'https://host:9050' through: 407 Authentication Required",
            "HTTPS_PROXY and HTTP_PROXY name the proxy, NO_PROXY the hosts that need none",
        ),
        (
            httpx.RemoteProtocolError(
                "peer closed connection without sending complete message body (received 5 bytes, "
                "expected 9)"
            ),
            "'https://host:9050/metrics' broke off within its answer",
            "did it end or restart meanwhile, or does a proxy on the way cut answers off?",
        ),
        (
            httpx.RemoteProtocolError("Server disconnected without an answer."),
            "'https://host:9050/metrics' breaks HTTP: server disconnected without an answer",
            "does another kind of server listen there, or one that wants https?",
        ),
    ],
)
def test_every_failure_is_a_sentence_without_secrets(error, message, hint) -> None:
    told = failure(error, URL, 2.5)

    assert (str(told), told.hint) == (message, hint)
    assert "secret" not in str(told)
    assert told.exit_code == 3


def test_one_second_is_one() -> None:
    assert str(failure(httpx.ReadTimeout(""), URL, 1.0)).endswith(" in 1 second")


def test_what_does_not_speak_http_can_be_told_apart() -> None:
    assert isinstance(failure(httpx.RemoteProtocolError("odd"), URL, 1.0), NotHttpError)
    assert not isinstance(failure(httpx.ReadTimeout(""), URL, 1.0), NotHttpError)
