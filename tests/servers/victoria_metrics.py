"""A real VictoriaMetrics, and the vmalert that evaluates rules beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http import HTTPStatus
from itertools import islice
from pathlib import Path

import httpx

from archestra_ops.errors import FetchError
from archestra_ops.http import Http
from tests.servers.processes import on_free_port, running
from tests.servers.programs import require

_HOST = "127.0.0.1"
_AT_ONCE = 20_000  # lines of a history in one request
_SECONDS = 60.0


@contextmanager
def serving_victoria_metrics(folder: Path) -> Iterator[str]:
    """The address of a VictoriaMetrics, which keeps its data below *folder*, however old."""
    with ExitStack() as stack:
        yield on_free_port(stack, lambda port: _serving(folder, port))


@contextmanager
def serving_vmalert(rules: Path, database: str, notifier: str, folder: Path) -> Iterator[str]:
    """The address of a vmalert that evaluates *rules* on *database* every second."""
    with ExitStack() as stack:
        yield on_free_port(stack, lambda port: _alerting(rules, database, notifier, folder, port))


def import_history(url: str, openmetrics: Iterable[str]) -> None:
    """Store the lines of a history; they are seen when this returns.

    https://docs.victoriametrics.com/#how-to-import-data-in-prometheus-exposition-format
    """
    samples = (_in_milliseconds(line) for line in openmetrics if line[0] != "#")
    with httpx.Client(timeout=_SECONDS) as client:
        while some := "".join(islice(samples, _AT_ONCE)):
            client.post(f"{url}/api/v1/import/prometheus", content=some).raise_for_status()
        client.get(f"{url}/internal/force_flush").raise_for_status()


def _in_milliseconds(line: str) -> str:
    """OpenMetrics has seconds, the classic format milliseconds."""
    series, value, seconds = line.rsplit(" ", 2)
    return f"{series} {value} {round(float(seconds) * 1000)}\n"


@contextmanager
def _serving(folder: Path, port: int) -> Iterator[str]:
    command = [
        require("victoria-metrics"),
        f"-httpListenAddr={_HOST}:{port}",
        f"-storageDataPath={folder / 'victoria-metrics'}",
        "-retentionPeriod=100y",
        # Answers are about what was stored a moment ago.
        "-search.latencyOffset=0s",
        "-search.disableCache",
    ]
    url = f"http://{_HOST}:{port}"
    with running(command, folder / "victoria-metrics.log", lambda: _healthy(url)):
        yield url


@contextmanager
def _alerting(rules: Path, database: str, notifier: str, folder: Path, port: int) -> Iterator[str]:
    command = [
        require("vmalert"),
        f"-rule={rules}",
        f"-datasource.url={database}",
        f"-remoteWrite.url={database}",
        f"-notifier.url={notifier}",
        f"-httpListenAddr={_HOST}:{port}",
        "-evaluationInterval=1s",
        "-disableAlertgroupLabel",
    ]
    url = f"http://{_HOST}:{port}"
    with running(command, folder / "vmalert.log", lambda: _healthy(url)):
        yield url


def _healthy(url: str) -> bool:
    with suppress(FetchError), Http() as http:
        return http.get(f"{url}/health", retries=0).status == HTTPStatus.OK
    return False
