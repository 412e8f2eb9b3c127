"""What was asked of a server, for tests that count."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.servers.grafana.replies import Request

_READS = {"GET", "HEAD"}
_READING_POSTS = {"/api/ds/query"}  # a POST that changes nothing


@dataclass(kw_only=True)
class Recorded:
    """One request: `in_flight` counts it and those that were being answered when it came."""

    request: Request
    in_flight: int
    at: float  # seconds of a clock that never goes back
    status: int = 0  # 0 while it is being answered

    @property
    def method(self) -> str:
        return self.request.method

    @property
    def path(self) -> str:
        return self.request.path

    @property
    def is_write(self) -> bool:
        return self.method not in _READS and self.path not in _READING_POSTS

    def __str__(self) -> str:
        """As an access log has it."""
        query = f"?{self.request.query}" if self.request.query else ""
        return f"{self.method} {self.path}{query} {self.status}"


@dataclass
class Record:
    """Every request since the server was started, or since `clear`."""

    requests: list[Recorded] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _in_flight: int = 0

    @contextmanager
    def entry(self, request: Request) -> Iterator[Recorded]:
        """Record *request*, for as long as it is being answered as in flight."""
        with self._lock:
            self._in_flight += 1
            recorded = Recorded(request=request, in_flight=self._in_flight, at=time.monotonic())
            self.requests.append(recorded)
        try:
            yield recorded
        finally:
            with self._lock:
                self._in_flight -= 1

    def clear(self) -> None:
        """Forget what was asked so far."""
        with self._lock:
            self.requests.clear()

    @property
    def reads(self) -> list[Recorded]:
        return [each for each in list(self.requests) if not each.is_write]

    @property
    def writes(self) -> list[Recorded]:
        return [each for each in list(self.requests) if each.is_write]

    @property
    def most_in_flight(self) -> int:
        return max((each.in_flight for each in list(self.requests)), default=0)
