"""Servers that misbehave in ways that no mock can show."""

from __future__ import annotations

import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests.servers.programs import require

Answer = Callable[[socketserver.StreamRequestHandler], None]
RawServer = Callable[..., str]
TLS_HELLO = b"\x16"


@pytest.fixture
def raw_server() -> Iterator[RawServer]:
    """`raw_server(answer)` gives the address of a server that answers each request by *answer*."""
    with ExitStack() as stack:

        def start(answer: Answer, certificate: Path | None = None) -> str:
            return stack.enter_context(_serving(answer, certificate))

        yield start


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Path:
    """A certificate for localhost that nobody signed, its key in the same file."""
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    command = [require("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt"]
    command += ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", path, "-out", f"{path}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@contextmanager
def _serving(answer: Answer, certificate: Path | None) -> Iterator[str]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the client may go at any time
                if self.rfile.peek(1)[:1] != TLS_HELLO:
                    while self.rfile.readline().strip():
                        pass
                answer(self)

        def finish(self) -> None:
            with suppress(OSError):
                super().finish()

    with socketserver.ThreadingTCPServer(("localhost", 0), Handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        scheme = "http" if certificate is None else "https"
        yield f"{scheme}://localhost:{server.server_address[1]}"
        server.shutdown()
