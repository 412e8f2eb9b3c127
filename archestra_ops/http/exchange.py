"""One thing asked, in as many requests as redirects and retries make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from archestra_ops.errors import FetchError
from archestra_ops.http import address, redirect, retry
from archestra_ops.http.failures import failure
from archestra_ops.http.limits import Limits
from archestra_ops.http.response import Page
from archestra_ops.http.retry import Timing
from archestra_ops.http.stopwatch import Stopwatch
from archestra_ops.http.transport import STOPWATCH


@dataclass(frozen=True, kw_only=True)
class Call:
    """What to ask, of whom, how often at most; `idempotent` where twice is as good as once.

    `follow` says whether a redirect is to be followed, or is the answer.
    """

    url: httpx.URL
    headers: Mapping[str, str]
    retries: int
    method: str = "GET"
    content: bytes | None = None
    idempotent: bool = True
    follow: bool = True


class Exchange:
    """Makes calls through *client*, within *limits*."""

    def __init__(self, client: httpx.Client, limits: Limits, timing: Timing) -> None:
        self._client = client
        self._limits = limits
        self._timing = timing

    @contextmanager
    def open(self, call: Call) -> Iterator[Page]:
        """The answer, open to be read; raises FetchError where there is none."""
        answer, url, stopwatch = self._retried(call)
        try:
            yield Page(answer, url, self._limits, stopwatch)
        finally:
            answer.close()

    def _retried(self, call: Call) -> tuple[httpx.Response, httpx.URL, Stopwatch]:
        tries = 0
        while True:
            tries += 1
            last = tries > call.retries
            stopwatch = Stopwatch(self._limits.seconds, self._timing.clock)
            headers: Mapping[str, str] = {}
            try:
                answer, url = self._redirected(call, stopwatch)
            except httpx.TransportError as error:
                if last or not retry.safe(error, idempotent=call.idempotent):
                    raise failure(error, call.url, self._limits.seconds) from error
            else:
                if last or not retry.worth_it(answer.status_code, idempotent=call.idempotent):
                    return answer, url, stopwatch
                headers = answer.headers
                answer.close()
            self._timing.sleep(retry.pause(tries, headers, self._timing.random))

    def _redirected(self, call: Call, stopwatch: Stopwatch) -> tuple[httpx.Response, httpx.URL]:
        """The first answer that is not a redirect, and the address that gave it."""
        url = call.url.copy_with(userinfo=b"")
        for _ in range(redirect.MOST + 1):
            answer = self._send(call, url, stopwatch)
            try:
                to = redirect.target(answer, url, call.method) if call.follow else None
            except FetchError:
                answer.close()
                raise
            if to is None:
                return answer, url
            answer.close()
            url = to.copy_with(userinfo=b"")
        raise FetchError(
            f"'{address.shown(call.url)}' redirects more than {redirect.MOST} times",
            hint="does it send whoever is not logged in round in circles?",
        )

    def _send(self, call: Call, url: httpx.URL, stopwatch: Stopwatch) -> httpx.Response:
        request = self._client.build_request(
            call.method,
            url,
            headers=call.headers,
            content=call.content,
            extensions={STOPWATCH: stopwatch},
        )
        with stopwatch.running():
            return self._client.send(request, stream=True)
