"""What a server answered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import httpx

from archestra_ops.errors import FetchError
from archestra_ops.http.address import shown
from archestra_ops.http.body import unpacked
from archestra_ops.http.failures import failure
from archestra_ops.http.limits import Limits
from archestra_ops.http.stopwatch import Stopwatch


@dataclass(frozen=True, kw_only=True)
class Response:
    """An answer in memory. `url` is the one that answered, after redirects and without password.

    The names of `headers` are found in whatever case. `elapsed` is in seconds, from the connection
    to the last byte. `encoded_size` is the size of the body in bytes before it was unpacked.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    elapsed: float
    encoded_size: int

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 shows as U+FFFD."""
        return self.body.decode(errors="replace")

    def json(self) -> object:
        """The body as JSON; raises FetchError where it is not."""
        try:
            document: object = json.loads(self.body)
        except (ValueError, RecursionError):
            raise FetchError(
                f"'{shown(self.url)}' did not answer in JSON",
                hint="is the address right, and does a login page stand before it?",
            ) from None
        return document


class Page:
    """An answer that comes in while it is read; `url`, `status` and `headers` as in a Response."""

    def __init__(
        self, answer: httpx.Response, url: httpx.URL, limits: Limits, stopwatch: Stopwatch
    ) -> None:
        self.url = str(url)
        self.status = answer.status_code
        self.headers: Mapping[str, str] = answer.headers
        self._answer = answer
        self._limits = limits
        self._stopwatch = stopwatch
        self._asked = url
        self._received = 0

    @property
    def chunks(self) -> Iterator[bytes]:
        """The body, unpacked, to be read once; raises FetchError where it exceeds the limits."""
        encoding = self.headers.get("content-encoding", "")
        return unpacked(self._pieces(), encoding, self._limits, shown(self._asked))

    @property
    def encoded_size(self) -> int:
        """Bytes of the body that have come in so far, before they were unpacked."""
        return self._received

    @property
    def elapsed(self) -> float:
        """Seconds that the server has kept us waiting so far."""
        return self._stopwatch.elapsed

    def _pieces(self) -> Iterator[bytes]:
        incoming = iter(cast("httpx.SyncByteStream", self._answer.stream))
        while (piece := self._next(incoming)) is not None:
            self._received += len(piece)
            yield piece

    def _next(self, incoming: Iterator[bytes]) -> bytes | None:
        try:
            with self._stopwatch.running():
                piece = next(incoming, None)
                if self._stopwatch.remaining <= 0:
                    raise httpx.ReadTimeout("")
        except httpx.TransportError as error:
            raise failure(error, self._asked, self._stopwatch.limit) from error
        return piece
