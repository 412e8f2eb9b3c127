"""A port that answers, each request in a thread of its own."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs

from archestra_ops.emitter.endpoints import App, Request
from archestra_ops.errors import OpsError

_POLL = 0.05  # seconds until a stopping server notices
_IDLE = 30.0  # seconds until a client that says nothing is hung up on


class Server:
    """One listening port; bound when made, answering between `start` and the end of its `with`.

    Port 0 takes a free one. Raises OpsError where the port is in use or may not be bound.
    """

    def __init__(self, host: str, port: int) -> None:
        try:
            self._http = _Listener((host, port), _Handler)
        except OSError as error:
            raise _refused(host, port, error) from error
        self._thread: Thread | None = None
        self._is_over = Event()
        self.address = f"{host}:{self._http.server_address[1]}"
        """`host:port`, as a scrape config names it."""

    def start(self, app: App) -> None:
        """Answer with *app* from now on."""
        self._http.app = app
        thread = Thread(target=self._answer, daemon=True)
        thread.start()
        self._thread = thread  # only now: what an interrupt kept from beginning has no end

    def stop(self) -> None:
        """Stop answering, hang up on who is connected, and free the port."""
        self._is_over.set()
        if self._thread is not None:
            self._thread.join()
        self._http.server_close()
        self._http.hang_up()

    def _answer(self) -> None:
        try:
            while not self._is_over.is_set():
                self._http.handle_request()
        except (OSError, ValueError):
            # Where an interrupt came as it began, nobody waited for its end to close the port.
            if not self._is_over.is_set():
                raise

    def __enter__(self) -> Self:
        """The bound server."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Free the port."""
        self.stop()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    timeout = _POLL
    app: App

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._connected: set[Any] = set()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        # HTTPServer would ask the network for this machine's name, and wait for the answer.
        TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base's
        self._connected.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - the base's
        self._connected.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self._connected):
            with suppress(OSError):  # its client may have hung up first
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base's
        """A client that went away is nobody's error; anything else is a bug and is shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE
    server: _Listener

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        authorization = self.headers.get("Authorization", "")
        answer = self.server.app(Request(self.command, path, parse_qs(query), authorization))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.command not in ("GET", "HEAD"):
            # What comes with the request is not read, and must not be taken for the next one.
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815 - the base's

    def version_string(self) -> str:
        """Who answers, in the header `Server`."""
        return "archestra-ops-emitter"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: scrapes are too many to log."""


def _refused(host: str, port: int, error: OSError) -> OpsError:
    if error.errno == errno.EADDRINUSE:
        return OpsError(f"port {port} on '{host}' is in use", hint="stop what uses it")
    return OpsError(
        f"cannot listen on '{host}:{port}': {(error.strerror or str(error)).lower()}",
        hint="choose another address or port",
    )
