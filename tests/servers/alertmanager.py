"""A real Alertmanager, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http import HTTPStatus
from pathlib import Path

from archestra_ops.errors import FetchError
from archestra_ops.http import Http
from tests.servers.processes import on_free_port, running
from tests.servers.programs import require

_HOST = "127.0.0.1"


@contextmanager
def serving_alertmanager(config: Path, folder: Path) -> Iterator[str]:
    """The address, as `host:port`, of an Alertmanager with *config*; it writes into *folder*."""
    with ExitStack() as stack:
        yield on_free_port(stack, lambda port: _serving(config, folder, port))


@contextmanager
def _serving(config: Path, folder: Path, port: int) -> Iterator[str]:
    address = f"{_HOST}:{port}"

    def ready() -> bool:
        with suppress(FetchError), Http() as http:
            return http.get(f"http://{address}/-/ready", retries=0).status == HTTPStatus.OK
        return False

    command = [
        require("prometheus-alertmanager"),
        f"--config.file={config}",
        f"--storage.path={folder / 'alertmanager'}",
        f"--web.listen-address={address}",
        "--cluster.listen-address=",
    ]
    with running(command, folder / "alertmanager.log", ready):
        yield address
