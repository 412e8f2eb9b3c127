"""Which requests may be sent again, and after how long."""

from __future__ import annotations

import random
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from archestra_ops.http.failures import causes

RETRIES: Final = 2
_FIRST, _LONGEST = 0.5, 10.0  # seconds that the first and the last pause have at most
_PATIENCE = 30.0  # seconds that a server may ask us to wait
_TOO_MANY = 429
_GATEWAY = frozenset({502, 503, 504})


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Where time and chance come from, so that tests need neither."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


def worth_it(status: int, *, idempotent: bool) -> bool:
    """Whether an answer of this status may be followed by a second try.

    A 429 was not acted upon. Behind a gateway's error it may have been.
    """
    return status == _TOO_MANY or (idempotent and status in _GATEWAY)


def safe(error: httpx.TransportError, *, idempotent: bool) -> bool:
    """Whether a request that met *error* may be sent again, and could fare better.

    Without a connection nothing was sent. A timeout has already cost all the time there is.
    """
    if isinstance(error, httpx.ConnectError):
        return not any(_lasting(cause) for cause in causes(error))
    lost = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
    return idempotent and isinstance(error, lost)


def pause(tries: int, headers: Mapping[str, str], chance: Callable[[], float]) -> float:
    """Seconds to wait after *tries* tries: as long as the server asks, or full jitter."""
    asked = _asked(headers)
    if asked is not None:
        return min(max(asked, 0.0), _PATIENCE)
    return chance() * min(_FIRST * 2.0 ** (tries - 1), _LONGEST)


def _lasting(cause: BaseException) -> bool:
    unknown_host = isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN
    return unknown_host or isinstance(cause, ssl.SSLError)


def _asked(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds, https://www.rfc-editor.org/rfc/rfc9110#name-retry-after."""
    value = headers.get("retry-after", "")
    if value.isascii() and value.isdigit():
        return float(value)
    at, now = _date(value), _date(headers.get("date", ""))
    # Against the server's own clock, because ours may be wrong.
    return (at - now).total_seconds() if at and now else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
