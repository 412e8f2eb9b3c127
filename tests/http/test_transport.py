from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import httpx
import pytest

from archestra_ops.errors import FetchError
from archestra_ops.http import Http, Limits, Timing, Tls
from archestra_ops.http.transport import Transport

QUICK = Limits(seconds=0.4)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def within(seconds: float):
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds


class FromRequest:
    """A clock that stands still until the server has a request, however long connecting takes."""

    def __init__(self) -> None:
        self._since: float | None = None

    def begin(self) -> None:
        self._since = time.monotonic()

    def __call__(self) -> float:
        return 0.0 if self._since is None else time.monotonic() - self._since


@pytest.fixture
def done(raw_server) -> Iterator[threading.Event]:  # noqa: ARG001 - which so ends after it
    """Set when the test is over, before its servers are waited for."""
    event = threading.Event()
    yield event
    event.set()


def test_httpx_has_every_error_of_httpcore_under_the_same_name() -> None:
    ours = {"ConnectionNotAvailable"}  # never leaves httpcore
    names = {name for name in httpcore.__all__ if name.endswith(("Error", "Exception", "Timeout"))}

    assert len(names) > 8
    assert names - ours <= set(dir(httpx))


def test_a_connection_is_used_again(raw_server) -> None:
    ports = set()

    def twice(request) -> None:
        ports.add(request.client_address)
        request.wfile.write(OK)
        while request.rfile.readline().strip():
            pass
        request.wfile.write(OK)

    url = raw_server(twice)
    with Http() as http:
        assert [http.get(url).body, http.get(url).body] == [b"ok", b"ok"]
    assert len(ports) == 1


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_cut_off_wherever_it_is(raw_server, done, sent) -> None:
    clock = FromRequest()

    def drip(request) -> None:
        clock.begin()
        request.wfile.write(sent)
        while not done.wait(0.05):
            request.wfile.write(b"a")
            request.wfile.flush()

    url = raw_server(drip)
    with (
        Http(QUICK, timing=Timing(clock=clock)) as http,
        within(30),
        pytest.raises(FetchError) as caught,
    ):
        http.get(f"{url}/metrics", retries=0)

    assert str(caught.value) == f"'{url}/metrics' did not answer in full in 0.4 seconds"


def test_a_server_that_falls_silent_is_cut_off(raw_server, done) -> None:
    clock = FromRequest()

    def silent(request) -> None:
        clock.begin()
        time.sleep(0.3)
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nbeginning")
        done.wait()

    url = raw_server(silent)
    with (
        Http(QUICK, timing=Timing(clock=clock)) as http,
        within(30),
        pytest.raises(FetchError) as caught,
    ):
        http.get(url, retries=0)

    assert str(caught.value) == f"'{url}' did not answer in full in 0.4 seconds"


def test_without_any_time_nothing_is_tried() -> None:
    with Http(Limits(seconds=0)) as http, pytest.raises(FetchError) as caught:
        http.get("http://localhost:1", retries=0)

    assert str(caught.value) == "'http://localhost:1' took no connection in 0 seconds"


def test_a_handshake_that_never_ends_is_cut_off(raw_server, done) -> None:
    url = raw_server(lambda _: done.wait()).replace("http:", "https:")

    with Http(QUICK) as http, within(30), pytest.raises(FetchError) as caught:
        http.get(url, retries=0)

    assert str(caught.value) == f"'{url}' took no connection in 0.4 seconds"


def test_tls_is_verified_unless_told_otherwise(raw_server, certificate) -> None:
    url = raw_server(lambda request: request.wfile.write(OK), certificate)

    with Http() as http, pytest.raises(FetchError) as caught:
        http.get(url)
    assert str(caught.value) == (
        f"the certificate of '{url}' cannot be trusted: self-signed certificate"
    )
    for tls in (Tls(ca_file=certificate), Tls(insecure=True)):
        with Http(tls=tls) as http:
            assert http.get(url).body == b"ok"


def test_a_server_without_tls_is_recognised(raw_server) -> None:
    url = raw_server(lambda request: request.wfile.write(OK)).replace("http:", "https:")

    with Http(tls=Tls(insecure=True)) as http, pytest.raises(FetchError, match=r"not speak TLS$"):
        http.get(url)


def test_a_plain_request_goes_to_the_proxy_with_its_password(raw_server) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy"
    port = raw_server(lambda request: request.wfile.write(answer)).rpartition(":")[2]
    transport = Transport(Tls(), {"http": f"http://me:secret@localhost:{port}"})

    with Http(transport=transport) as http:
        assert http.get("http://grafana.example/").body == b"proxy"


def test_a_proxy_that_refuses_is_named(raw_server) -> None:
    refusal = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    url = raw_server(lambda request: request.wfile.write(refusal))

    with (
        Http(transport=Transport(Tls(), {"https": url})) as http,
        pytest.raises(FetchError) as caught,
    ):
        http.get("https://grafana.example/")

    assert str(caught.value) == (
        "the proxy does not let 'https://grafana.example' through: 403 Forbidden"
    )


def test_threads_share_the_connections() -> None:
    connections = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            connections.add(self.client_address)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, Http() as http:
        server.daemon_threads, server.block_on_close = True, False
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with ThreadPoolExecutor(4) as pool:
            bodies = pool.map(lambda n: http.send_json("POST", url, n).body, range(40))
        server.shutdown()

    assert [*bodies] == [str(n).encode() for n in range(40)]
    assert len(connections) <= 4
