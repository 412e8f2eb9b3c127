"""The test Grafana over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self, TypedDict, Unpack

from tests.servers.grafana.accounts import Accounts
from tests.servers.grafana.editions import EDITIONS
from tests.servers.grafana.hands import Hands
from tests.servers.grafana.pages import ELSEWHERE
from tests.servers.grafana.record import Record
from tests.servers.grafana.replies import Reply, Request
from tests.servers.grafana.routing import Answering
from tests.servers.grafana.store import Store


class Installation(TypedDict, total=False):
    """How a Grafana is installed; see `Answering`."""

    classic: bool
    hides_version: bool
    database: bool


class FakeGrafana(Hands):
    """A Grafana 9, 11 or 13 on a port of its own, for as long as it is entered.

    It has the organisation 1, the user `admin` with the password `admin`, and `token` of a service
    account that is an Admin. Every answer takes `delay` seconds more. What is saved is found by the
    search after `search_lag` seconds, as it may be since Grafana 12.
    """

    def __init__(
        self,
        version: int = 11,
        *,
        sub_path: str = "",
        delay: float = 0.0,
        search_lag: float = 0.0,
        clock: Callable[[], float] = time.time,
        **installation: Unpack[Installation],
    ) -> None:
        edition = EDITIONS[version]
        self.edition = edition
        self.store = Store(long_ids=edition.apps, clock=clock)
        self.store.search_lag = search_lag
        self.accounts = Accounts(edition=edition)
        self.accounts.add_user("admin", "admin", {1: "Admin"})
        self.token = self.accounts.add_token("Admin")
        self.record = Record()
        self.delay = delay
        self.sub_path = sub_path.rstrip("/")
        self.answering = Answering(
            edition=edition,
            store=self.store,
            accounts=self.accounts,
            sub_path=self.sub_path,
            **installation,
        )
        self._broken: list[Exception] = []
        self._server = _Server(self)

    @property
    def url(self) -> str:
        """The base address, with the sub-path, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}{self.sub_path}"

    def __enter__(self) -> Self:
        """Serve."""
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Be gone: what is kept is still there to be looked at.

        Raises what a handler raised that should not have: a fault of this server is no answer.
        """
        self._server.shutdown()
        self._server.server_close()
        if self._broken and error is None:
            raise self._broken[0]

    def respond(self, request: Request) -> Reply:
        """The answer to *request*, recorded."""
        with self.record.entry(request) as recorded:
            try:
                reply = self.answering.answer(request)
            except Exception as fault:
                self._broken.append(fault)
                raise
            if self.delay:
                time.sleep(self.delay)
            recorded.status = int(reply.status)
            return reply


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a connection that is kept alive would be waited for
    request_queue_size = 64

    def __init__(self, grafana: FakeGrafana) -> None:
        self.grafana = grafana
        super().__init__(("127.0.0.1", 0), _Connection)

    def handle_error(self, *_: object) -> None:
        """Nothing: what went wrong is raised at the end."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:  # the client went away
            self.close_connection = True

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        grafana = self.server.grafana
        path, _, query = self.path.partition("?")
        inside = path.removeprefix(grafana.sub_path)
        if grafana.sub_path and not path.startswith(f"{grafana.sub_path}/"):
            # Beside it is what the web server in front of it has there.
            self._send(Reply.page(ELSEWHERE, HTTPStatus.NOT_FOUND))
            return
        request = Request(
            method=self.command,
            path=inside,
            query=query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        self._send(grafana.respond(request))

    # The names that http.server calls.
    do_GET = do_HEAD = do_POST = _serve  # noqa: N815
    do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def _send(self, reply: Reply) -> None:
        body = reply.body()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: `Record` has it."""
