from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from threading import Event, Thread

import pytest

from archestra_ops import packs
from archestra_ops.emitter.endpoints import Answer, Endpoints, Request
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import Settings
from archestra_ops.errors import OpsError

HOST = "127.0.0.1"


def echo(request: Request) -> Answer:
    """Answers with what was asked."""
    said = f"{request.method} {request.path} {dict(request.params)} {request.authorization}"
    return Answer(200, "text/plain; charset=utf-8", said.encode())


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(HOST, 0) as listening:
        listening.start(echo)
        yield listening


@dataclass
class Reply:
    status: int
    headers: Message
    body: bytes


@contextmanager
def connected(server: Server) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection(server.address, timeout=30)) as connection:
        yield connection


def ask(server: Server, path: str, method: str = "GET", **more) -> Reply:
    with connected(server) as connection:
        connection.request(method, path, **more)
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())


def raw(server: Server, request: bytes) -> bytes:
    """What the server says to *request* until it hangs up."""
    host, _, port = server.address.partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(request)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_a_request_is_what_was_asked(server) -> None:
    headers = {"Authorization": "Bearer x"}

    response = ask(server, "/probe?metric=a&metric=b&interval=PT1M", headers=headers)

    assert response.status == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Server"] == "archestra-ops-emitter"
    asked = b"GET /probe {'metric': ['a', 'b'], 'interval': ['PT1M']} Bearer x"
    assert response.body == asked
    assert response.headers["Content-Length"] == str(len(asked))


def test_head_has_a_length_and_no_body(server) -> None:
    head, _, body = raw(server, b"HEAD /x HTTP/1.1\r\n\r\n").partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert f"Content-Length: {len('HEAD /x {} ')}".encode() in head
    assert body == b""


def test_a_connection_is_kept_for_the_next_request(server) -> None:
    with connected(server) as connection:
        for path in ("/one", "/two"):
            connection.request("GET", path)
            assert connection.getresponse().read() == f"GET {path} {{}} ".encode()


def test_a_body_is_not_taken_for_the_next_request(server) -> None:
    body = b"GET /smuggled HTTP/1.1\r\n\r\n"
    head = f"POST /x HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    answer = raw(server, head + body)

    assert answer.count(b"HTTP/1.1 200") == 1
    assert answer.endswith(b"POST /x {} ")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET http://[ HTTP/1.1\r\n\r\n", b"200"),
        (b"GET //[ HTTP/1.1\r\n\r\n", b"200"),
        (b"GET /\xff?\xfe=%zz&& HTTP/1.1\r\n\r\n", b"200"),
        (b"GET /\r\n\r\n", b"GET / {} "),  # of 1991: no head, only the body
        (b"nonsense\r\n\r\n", b"400"),
        (b"BREW /coffee HTTP/1.1\r\n\r\n", b"501"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /" + b"x" * 65_532, b"414"),  # as far as it is read: a rest would reset the client
        (b"", b""),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_odd_requests_have_an_answer_and_no_traceback(server, capfd, request_, status) -> None:
    answer = raw(server, request_)

    assert status in answer.partition(b"\r\n")[0]
    assert len(answer) < 1000
    assert ask(server, "/still").status == 200
    assert capfd.readouterr() == ("", "")


def test_a_client_that_goes_away_is_no_error(server, capfd) -> None:
    server._http.app = lambda _request: Answer(200, "text/plain", b"x" * 50_000_000)
    for _ in range(3):
        with connected(server) as connection:
            connection.request("GET", "/")
            reset = b"\1\0\0\0\0\0\0\0"  # close by a reset, at once
            connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)

    time.sleep(0.2)
    assert capfd.readouterr() == ("", "")


def test_a_bug_is_shown(server, capfd) -> None:
    def broken(_request: Request) -> Answer:
        raise RuntimeError("a bug")

    server._http.app = broken
    with pytest.raises(http.client.RemoteDisconnected):
        ask(server, "/")

    assert "RuntimeError: a bug" in capfd.readouterr().err


def test_requests_do_not_wait_for_each_other(server) -> None:
    go = Event()

    def slow(request: Request) -> Answer:
        assert request.path != "/slow" or go.wait(30)
        return echo(request)

    server._http.app = slow
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(ask, server, "/slow")
        assert ask(server, "/quick").status == 200
        assert not waiting.done()
        go.set()
        assert waiting.result().status == 200


def test_a_port_in_use_is_one_sentence(server) -> None:
    port = int(server.address.partition(":")[2])

    with pytest.raises(OpsError) as refused:
        Server(HOST, port)

    assert str(refused.value) == f"port {port} on '{HOST}' is in use"
    assert refused.value.hint == "stop what uses it"


def test_an_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(OpsError) as refused:
        Server("192.0.2.1", 0)

    message = "cannot listen on '192.0.2.1:0': cannot assign requested address"
    assert str(refused.value) == message
    assert refused.value.hint == "choose another address or port"


def test_the_network_is_not_asked_for_a_name(monkeypatch) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda *_: pytest.fail("it asked"))

    with Server("0.0.0.0", 0) as listening:  # noqa: S104 - what containers listen on
        assert re.fullmatch(r"0\.0\.0\.0:\d+", listening.address)


def test_outside_it_is_gone_for_everybody() -> None:
    with ExitStack() as clients:
        with Server(HOST, 0) as listening:
            listening.start(echo)
            idle = clients.enter_context(connected(listening))
            idle.connect()
            kept = clients.enter_context(connected(listening))
            kept.request("GET", "/")
            kept.getresponse().read()

        assert (kept.sock.recv(1), idle.sock.recv(1)) == (b"", b"")  # hung up
    with pytest.raises(ConnectionRefusedError):
        ask(listening, "/")
    with Server(HOST, int(listening.address.partition(":")[2])):
        pass  # the port is free


def test_it_can_be_left_before_it_answers() -> None:
    with Server(HOST, 0) as listening:
        pass

    with pytest.raises(ConnectionRefusedError):
        ask(listening, "/")


def test_it_can_be_left_by_an_interrupt_before_it_answers(monkeypatch) -> None:
    class Interrupted(Thread):
        def start(self) -> None:
            raise KeyboardInterrupt

    left = []

    def leave() -> None:
        with pytest.raises(KeyboardInterrupt), Server(HOST, 0) as listening:
            listening.start(lambda _request: Answer(200, "text/plain", b""))
        left.append(listening)

    monkeypatch.setattr("archestra_ops.emitter.server.Thread", Interrupted)
    leaving = Thread(target=leave, daemon=True)
    leaving.start()
    leaving.join(30)

    with pytest.raises(ConnectionRefusedError):
        ask(left[0], "/")


def test_it_can_be_left_by_an_interrupt_as_it_begins_to_answer(monkeypatch, capfd) -> None:
    closed, begun = Event(), []

    class Interrupted(Thread):
        def start(self) -> None:
            begun.append(self)
            super().start()
            raise KeyboardInterrupt

        def run(self) -> None:
            closed.wait(30)
            super().run()

    monkeypatch.setattr("archestra_ops.emitter.server.Thread", Interrupted)
    with pytest.raises(KeyboardInterrupt), Server(HOST, 0) as listening:
        listening.start(lambda _request: Answer(200, "text/plain", b""))
    closed.set()
    begun[0].join(30)

    assert (begun[0].is_alive(), capfd.readouterr().err) == (False, "")


def test_many_may_scrape_at_once() -> None:
    """Pages stay whole: of each, the samples are as many as one moment has, counters in order."""
    now = 1_768_478_400.0
    estate = simulate(
        packs.platform("archestra"), [packs.provider("helm")], Settings(seed=1, start=now)
    )
    moments = iter(range(1, 10_000))
    endpoints = Endpoints(estate, lambda: now + 5 * next(moments))
    calls = re.compile(rb"^mcp_tool_calls_total\{.*?\} (\d+)", re.MULTILINE)
    with Server(HOST, 0) as web, Server(HOST, 0) as database, ThreadPoolExecutor(16) as pool:
        web.start(endpoints.process("web"))
        database.start(endpoints.postgres("helm"))
        scrapes = [pool.submit(ask, web, "/metrics") for _ in range(40)]
        others = [pool.submit(ask, database, "/metrics") for _ in range(40)]
        pages = [future.result().body for future in scrapes]
        assert all(future.result().status == 200 for future in others)

    assert all(page.endswith(b"# EOF\n") for page in pages)
    assert len(set(pages)) == 40
    totals = sorted(sum(map(int, calls.findall(page))) for page in pages)
    assert totals[0] < totals[-1]
