from __future__ import annotations

import socket
import ssl

import httpx
import pytest

from archestra_ops.http import retry

DATE = "Sun, 06 Nov 1994 08:49:37 GMT"


@pytest.mark.parametrize(
    ("status", "idempotent", "expected"),
    [
        (200, True, False),
        (429, False, True),
        (429, True, True),
        (500, True, False),
        (501, True, False),
        (502, True, True),
        (503, True, True),
        (504, True, True),
        (503, False, False),
    ],
)
def test_which_status_is_worth_a_second_try(status, idempotent, expected) -> None:
    assert retry.worth_it(status, idempotent=idempotent) is expected


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "idempotent", "expected"),
    [
        (httpx.ConnectError("refused"), False, True),
        (caused(httpx.ConnectError(""), ConnectionRefusedError()), False, True),
        (caused(httpx.ConnectError(""), socket.gaierror(socket.EAI_AGAIN, "")), False, True),
        (caused(httpx.ConnectError(""), socket.gaierror(socket.EAI_NONAME, "")), True, False),
        (caused(httpx.ConnectError(""), ssl.SSLError()), True, False),
        (httpx.ReadError("reset"), True, True),
        (httpx.ReadError("reset"), False, False),
        (httpx.RemoteProtocolError("gone"), True, True),
        (httpx.RemoteProtocolError("gone"), False, False),
        (httpx.ConnectTimeout(""), True, False),
        (httpx.ReadTimeout(""), True, False),
    ],
)
def test_which_error_is_worth_a_second_try(error, idempotent, expected) -> None:
    assert retry.safe(error, idempotent=idempotent) is expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "3600"}, 30.0),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:42 GMT", "date": DATE}, 5.0),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:42", "date": DATE}, 5.0),
        ({"retry-after": "Sun, 06 Nov 1994 08:00:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Mon, 07 Nov 1994 08:49:37 GMT", "date": DATE}, 30.0),
    ],
)
def test_the_server_is_heard_within_reason(headers, seconds) -> None:
    assert retry.pause(1, headers, lambda: 0.5) == seconds


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"retry-after": "soon"},
        {"retry-after": "-1"},
        {"retry-after": "²"},
        {"retry-after": DATE},
        {"retry-after": DATE, "date": "now"},
    ],
)
def test_else_the_pause_doubles_and_is_drawn_by_lot(headers) -> None:
    pauses = [retry.pause(tries, headers, lambda: 1.0) for tries in range(1, 8)]

    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    assert retry.pause(3, headers, lambda: 0.25) == 0.5
