from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tests.servers.fault import LOGIN_PAGE, SSO, Fault
from tests.servers.faults import FaultProxy
from tests.servers.processes import until

DOCUMENT = json.dumps({"said": "so"}).encode()
PATIENT = httpx.Timeout(60)
# For an answer that never comes.
SHORT = httpx.Timeout(60, read=0.15)


class Counted(ThreadingHTTPServer):
    """A server that says the same to everybody, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, bytes, str]] = []
        super().__init__(("127.0.0.1", 0), _Answers)


class _Answers(BaseHTTPRequestHandler):
    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, body, self.headers["X-Asked"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(DOCUMENT)))
        self.end_headers()
        self.wfile.write(DOCUMENT)

    do_GET = do_POST = _handle  # noqa: N815 - the names that http.server calls

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def running() -> Iterator[Counted]:
    server = Counted()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(running) -> Counted:
    running.seen.clear()
    return running


def target(server: Counted) -> str:
    return f"http://127.0.0.1:{server.server_port}/grafana/"


def ask(
    client: httpx.Client, proxy: FaultProxy, timeout: httpx.Timeout = PATIENT
) -> httpx.Response:
    url = f"{proxy.url}/api/save?x=1"
    return client.post(url, content=b"body", headers={"X-Asked": "yes"}, timeout=timeout)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=PATIENT, trust_env=False) as made:
        yield made


def test_without_a_fault_everything_passes(server, client) -> None:
    with FaultProxy(target(server)) as proxy:
        response = ask(client, proxy)

    assert proxy.url.endswith("/grafana")
    assert (response.status_code, response.content) == (200, DOCUMENT)
    assert response.headers["content-type"] == "application/json"
    assert server.seen == [("POST", "/grafana/api/save?x=1", b"body", "yes")]
    assert [(each.number, each.method, each.fault) for each in proxy.passed] == [(1, "POST", None)]


@pytest.mark.parametrize(
    ("fault", "error", "acted"),
    [
        (Fault.RESET_BEFORE, httpx.ReadError, False),
        (Fault.RESET_AFTER, httpx.ReadError, True),
        (Fault.HANG_BEFORE, httpx.ReadTimeout, False),
        (Fault.HANG_AFTER, httpx.ReadTimeout, True),
        (Fault.CUT_OFF, httpx.RemoteProtocolError, True),
    ],
)
def test_a_lost_answer(server, client, fault, error, acted) -> None:
    with FaultProxy(target(server), {2: fault}) as proxy:
        ask(client, proxy)
        with pytest.raises(error):
            ask(client, proxy, SHORT if error is httpx.ReadTimeout else PATIENT)
        # Who does not wait for an answer may ask again before the proxy has read the question.
        until(lambda: len(proxy.passed) == 2 and len(server.seen) == (2 if acted else 1))
        assert ask(client, proxy).status_code == 200

    assert len(server.seen) == (3 if acted else 2)
    assert fault.acted == acted
    assert [each.fault for each in proxy.passed] == [None, fault, None]


@pytest.mark.parametrize(
    ("fault", "status", "body", "acted"),
    [
        (Fault.TOO_MANY, 429, '{"message":"Too many requests"}', False),
        (Fault.ERROR_BEFORE, 500, '{"message":"Internal server error"}', False),
        (Fault.ERROR_AFTER, 500, '{"message":"Internal server error"}', True),
        (Fault.GATEWAY_BEFORE, 502, "<html><h1>502 Bad Gateway</h1></html>\n", False),
        (Fault.GATEWAY_AFTER, 502, "<html><h1>502 Bad Gateway</h1></html>\n", True),
        (Fault.TRUNCATED, 200, '{"said"', True),
        (Fault.LOGIN_PAGE, 200, LOGIN_PAGE, False),
        (Fault.SSO, 302, "", False),
    ],
)
def test_another_answer(server, client, fault, status, body, acted) -> None:
    with FaultProxy(target(server), {1: fault}, retry_after=7) as proxy:
        response = ask(client, proxy)
        assert ask(client, proxy).content == DOCUMENT

    assert (response.status_code, response.text) == (status, body)
    assert response.headers.get("retry-after") == ("7" if fault is Fault.TOO_MANY else None)
    assert response.headers.get("location") == (SSO if fault is Fault.SSO else None)
    assert len(server.seen) == (2 if acted else 1)
    assert fault.acted == acted


@pytest.mark.parametrize("number", [1, 2, 4])
def test_from_one_request_on_connections_are_refused(server, client, number) -> None:
    with FaultProxy(target(server), {number: Fault.REFUSED}) as proxy:
        for _ in range(number - 1):
            assert ask(client, proxy).status_code == 200
        for _ in range(2):
            with pytest.raises(httpx.ConnectError):
                ask(client, proxy)
        proxy.recover({2: Fault.ERROR_BEFORE})
        assert [ask(client, proxy).status_code for _ in range(3)] == [200, 500, 200]

    assert len(server.seen) == number - 1 + 2


def test_a_plan_may_go_by_what_is_asked(server, client) -> None:
    def plan(number: int, method: str, path: str) -> Fault | None:
        return Fault.ERROR_BEFORE if (number, method) == (2, "GET") and "b" in path else None

    with FaultProxy(target(server), plan) as proxy:
        statuses = [client.get(f"{proxy.url}/{name}").status_code for name in ("b", "b", "b")]

    assert statuses == [200, 500, 200]


def test_each_number_meets_its_fault_once_whoever_comes_first(server) -> None:
    faults = {2: Fault.ERROR_BEFORE, 5: Fault.TOO_MANY, 9: Fault.GATEWAY_AFTER}
    statuses: list[int] = []

    def work(proxy: FaultProxy) -> None:
        with httpx.Client(trust_env=False) as own:
            statuses.extend(ask(own, proxy).status_code for _ in range(5))

    with FaultProxy(target(server), faults) as proxy:
        threads = [threading.Thread(target=work, args=(proxy,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(statuses) == [200] * 17 + [429, 500, 502]
    assert [each.number for each in proxy.passed] == list(range(1, 21))
    assert len(server.seen) == 18


def test_those_in_flight_are_dropped_when_everything_is_refused(server) -> None:
    """Of two at the same time, the one that is to be refused does not reach the server."""
    outcomes: list[str] = []

    def work(proxy: FaultProxy) -> None:
        try:
            with httpx.Client(trust_env=False) as own:
                outcomes.append(str(ask(own, proxy).status_code))
        except httpx.TransportError:
            outcomes.append("lost")

    with FaultProxy(target(server), {3: Fault.REFUSED}) as proxy:
        threads = [threading.Thread(target=work, args=(proxy,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(server.seen) <= 2
    assert outcomes.count("200") <= 2
    assert outcomes.count("lost") >= 4


def test_leaving_ends_what_hangs(server) -> None:
    with httpx.Client(timeout=PATIENT, trust_env=False) as patient:

        def work() -> None:
            with pytest.raises(httpx.TransportError):
                ask(patient, proxy)

        with FaultProxy(target(server), {1: Fault.HANG_BEFORE}) as proxy:
            thread = threading.Thread(target=work)
            thread.start()
            until(lambda: bool(proxy.passed))
        thread.join(30)

    assert not thread.is_alive()
