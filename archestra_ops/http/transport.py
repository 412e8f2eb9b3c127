"""httpx over httpcore with one difference: the time limit holds for the answer as a whole.

httpx bounds each read, so a server that sends one byte a second is never cut off. Here httpcore is
handed a stopwatch where it expects seconds; it passes that on to the network streams, which are
ours and ask it, before each operation, what is left.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

import httpcore
import httpx

from archestra_ops.http.proxies import proxy_for
from archestra_ops.http.stopwatch import Stopwatch
from archestra_ops.http.tls import Tls

STOPWATCH: Final = "archestra_ops.stopwatch"
_CONNECTIONS = 20  # as many queries as a Prometheus runs at the same time


class Transport(httpx.BaseTransport):
    """Connections that are kept alive; each request carries its `STOPWATCH` as an extension."""

    def __init__(self, tls: Tls, proxies: Mapping[str, str]) -> None:
        self._tls = tls
        self._proxies = proxies
        self._pools: dict[tuple[bool, httpx.URL | None], httpcore.ConnectionPool] = {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request*; raises httpx.TransportError as httpx's own transport does."""
        watch: Stopwatch = request.extensions[STOPWATCH]
        timeouts = {"connect": watch, "read": watch, "write": watch, "pool": watch.remaining}
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions={"timeout": timeouts},
        )
        with _as_httpx():
            answer = self._pool(request.url).handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            pool.close()

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        proxy = proxy_for(url, self._proxies)
        key = (url.scheme == "https", proxy)
        with self._lock:
            if key not in self._pools:
                self._pools[key] = self._new_pool(*key)
            return self._pools[key]

    def _new_pool(self, encrypted: bool, proxy: httpx.URL | None) -> httpcore.ConnectionPool:  # noqa: FBT001 - half of a key
        # Reading the authorities takes 20 ms, so only whoever encrypts pays for it.
        context: ssl.SSLContext | None = self._tls.context() if encrypted else None
        return httpcore.ConnectionPool(
            ssl_context=context,
            proxy=None if proxy is None else _proxy(proxy),
            max_connections=_CONNECTIONS,
            network_backend=_Backend(),
        )


def _proxy(url: httpx.URL) -> httpcore.Proxy:
    auth = (url.username, url.password) if url.userinfo else None
    return httpcore.Proxy(str(url.copy_with(userinfo=b"")), auth=auth)


class _Body(httpx.SyncByteStream):
    """The body as it comes in."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        with _as_httpx():
            self._answer.close()


class _Backend(httpcore.NetworkBackend):
    """Connects within what the stopwatch leaves."""

    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: object = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._sockets.connect_tcp(host, port, left, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    """Reads and writes within what the stopwatch leaves."""

    def __init__(self, socket: httpcore.NetworkStream) -> None:
        self._socket = socket

    def read(self, max_bytes: int, timeout: object = None) -> bytes:
        return self._socket.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: object = None) -> None:
        self._socket.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: object = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._socket.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._socket.get_extra_info(info)


def _left(timeout: object, too_late: type[httpcore.TimeoutException]) -> float:
    remaining = cast("Stopwatch", timeout).remaining
    if remaining <= 0:
        raise too_late
    return remaining


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Raise each of httpcore's errors as the error of httpx that has the same name."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
    ) as error:
        named: type[httpx.TransportError] = getattr(httpx, type(error).__name__)
        raise named(str(error)) from error
