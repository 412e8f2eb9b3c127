"""A loopback proxy in front of a server, which brings faults about: see `fault.Fault`."""

from __future__ import annotations

import http.client
import select
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.servers.fault import INSTEAD, JSON, Answer, Fault
from tests.servers.ports import hold

_HOST = "127.0.0.1"
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "host", "content-length"}
_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A request that came: `number` counts from 1, in the order of their coming."""

    number: int
    method: str
    path: str
    fault: Fault | None


# By number, or by what is asked of; whoever decides by what is asked is called for one at a time.
Plan = Mapping[int, Fault] | Callable[[int, str, str], Fault | None]


class FaultProxy:
    """Stands at `url` before *target*, a base URL whose path it has too, while it is entered.

    *plan* says which request meets which fault; the others pass. `retry_after` is what a 429 asks
    for, in seconds. A refused connection is nothing that a server sees: before the request that
    is to be refused comes, everything is closed, and stays so until `recover`.
    """

    def __init__(self, target: str, plan: Plan | None = None, *, retry_after: int = 0) -> None:
        self._target = urlsplit(target)
        self._plan = plan or {}
        self._too_many = Answer(
            status=429,
            headers=(*JSON, ("Retry-After", str(retry_after))),
            body=b'{"message":"Too many requests"}',
        )
        self._lock = threading.Lock()
        self._connections: set[socket.socket] = set()
        self._socket = socket.socket()
        self._port = hold(self._socket)
        self._down = True
        self.leaving = threading.Event()
        self.passed: list[Passed] = []

    @property
    def url(self) -> str:
        """Where to find the server through the proxy."""
        return f"http://{_HOST}:{self._port}{self._target.path.rstrip('/')}"

    def __enter__(self) -> Self:
        """Listen, unless the first request is to be refused."""
        if self._planned(1) is not Fault.REFUSED:
            self.recover()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let go of every connection."""
        self.leaving.set()
        self.refuse()
        self._socket.close()

    def refuse(self) -> None:
        """Refuse every connection from now on, and drop those that are there."""
        with self._lock:
            if not self._down:
                self._down = True
                # It no longer listens, and keeps the port, which nobody else gets meanwhile.
                self._socket.shutdown(socket.SHUT_RDWR)
            connections = list(self._connections)
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)

    def recover(self, plan: Plan | None = None) -> None:
        """Accept connections (again); with *plan*, by it from now on, counting from 1."""
        with self._lock:
            if plan is not None:
                self._plan, self.passed = plan, []
            if self._down:
                self._down = False
                self._socket.listen(64)
                threading.Thread(target=self._accept, args=(self._socket,), daemon=True).start()

    @property
    def is_down(self) -> bool:
        """Whether connections are refused: none is to be kept for another request."""
        return self._down

    def take(self, method: str, path: str) -> Passed:
        """Number a request that came, and say what is to happen to it."""
        with self._lock:
            number = len(self.passed) + 1
            fault = Fault.REFUSED if self._down else self._planned(number, method, path)
            passed = Passed(number=number, method=method, path=path, fault=fault)
            self.passed.append(passed)
        # The next one is to be refused: nothing may listen any more when this one is answered.
        if fault is Fault.REFUSED or self._planned(number + 1) is Fault.REFUSED:
            self.refuse()
        return passed

    def answer(self, fault: Fault | None, forwarded: Answer | None) -> Answer:
        """What the client gets, where it gets an answer."""
        if fault is Fault.TOO_MANY:
            return self._too_many
        if fault in INSTEAD:
            return INSTEAD[fault]
        assert forwarded is not None
        if fault is not Fault.TRUNCATED:
            return forwarded
        half = forwarded.body[: len(forwarded.body) // 2]
        return Answer(status=forwarded.status, headers=forwarded.headers, body=half)

    def forward(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """What the server says."""
        kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        connection = kinds[self._target.scheme](self._target.netloc, timeout=_SECONDS)
        try:
            sent = {name: text for name, text in headers.items() if name.lower() not in _HOP_BY_HOP}
            connection.request(method, path, body or None, sent)
            response = connection.getresponse()
            given = [pair for pair in response.getheaders() if pair[0].lower() not in _HOP_BY_HOP]
            return Answer(status=response.status, headers=given, body=response.read())
        finally:
            connection.close()

    def _planned(self, number: int, method: str = "", path: str = "") -> Fault | None:
        if isinstance(self._plan, Mapping):
            return self._plan.get(number)
        return self._plan(number, method, path) if method else None

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, address = listening.accept()
            except OSError:  # closed: refused from now on
                return
            serving = threading.Thread(target=self._serve, args=(connection, address), daemon=True)
            serving.start()

    def _serve(self, connection: socket.socket, address: tuple[str, int]) -> None:
        self._connections.add(connection)
        try:
            with suppress(OSError):
                _Connection(connection, address, self)  # type: ignore[arg-type]
        finally:
            self._connections.discard(connection)
            connection.close()


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FaultProxy  # type: ignore[assignment]

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.take(self.command, self.path).fault
        forwarded = None
        if fault is None or fault.acted:
            headers = dict(self.headers.items())
            forwarded = self.server.forward(self.command, self.path, headers, body)
        if fault in {Fault.HANG_BEFORE, Fault.HANG_AFTER}:
            self._hang()
        elif fault in {Fault.REFUSED, Fault.RESET_BEFORE, Fault.RESET_AFTER}:
            self._reset()
        else:
            self._send(self.server.answer(fault, forwarded), cut=fault is Fault.CUT_OFF)

    do_GET = do_HEAD = do_POST = _handle  # noqa: N815 - the names that http.server calls
    do_PUT = do_PATCH = do_DELETE = _handle  # noqa: N815

    def _send(self, answer: Answer, *, cut: bool) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.server.is_down:
            self.send_header("Connection", "close")  # and with it, that no request comes after
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body[: len(answer.body) // 2] if cut else answer.body)
        self.close_connection = self.close_connection or cut

    def _hang(self) -> None:
        """Say nothing until the client has had enough, or the test is over."""
        self.close_connection = True
        while not self.server.leaving.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.02)
            if readable:
                return

    def _reset(self) -> None:
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)  # with nothing to wait for, closing sends an RST
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Nothing: `passed` has it."""
