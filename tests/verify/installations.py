"""An installation to look at: the emitter on ports of its own, and a Prometheus that scrapes it."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.emitter.endpoints import Endpoints
from archestra_ops.emitter.estate import Estate, simulate
from archestra_ops.emitter.history import moments, record
from archestra_ops.emitter.openmetrics import openmetrics
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import Settings
from archestra_ops.http import Http
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.verify.run import Subject
from tests.servers.programs import require

PLATFORM = packs.platform("archestra")
HELM = packs.provider("helm")
SUBJECT = Subject(platform=PLATFORM, providers=[HELM])
HISTORY, STEP = 3600.0, 30.0


@dataclass(frozen=True)
class Serving:
    """The emitter's pages: `host:port` by process, and the provider's as `helm`."""

    estate: Estate
    addresses: dict[str, str]

    @property
    def urls(self) -> dict[str, str]:
        """The pages' URLs, as `ops verify` names them."""
        names = {name: "postgres" if name == HELM.name else name for name in self.addresses}
        return {names[name]: f"http://{at}/metrics" for name, at in self.addresses.items()}


@contextmanager
def serving(secret: str = "", *, start: float | None = None) -> Iterator[Serving]:
    """The emitter on ports of its own, behind *secret*."""
    begin = time.time() // STEP * STEP if start is None else start
    estate = simulate(PLATFORM, [HELM], Settings(seed=1, start=begin, step=STEP))
    endpoints = Endpoints(estate, time.time, secret)
    with ExitStack() as stack:
        addresses = {}
        for name in (*PLATFORM.processes, HELM.name):
            server = stack.enter_context(Server("127.0.0.1", 0))
            is_provider = name == HELM.name
            server.start(endpoints.postgres(name) if is_provider else endpoints.process(name))
            addresses[name] = server.address
        yield Serving(estate, addresses)


@contextmanager
def scraped(folder: Path, names: Collection[str] = ("web", "worker", "helm")) -> Iterator[str]:
    """The URL of a Prometheus that has scraped the pages called *names* for an hour."""
    require("prometheus")
    require("promtool")
    now = time.time() // STEP * STEP
    with serving(start=now - HISTORY) as served:
        targets = [
            target
            for target in served.estate.targets(served.addresses)
            if target.instance in {served.addresses[name] for name in names}
        ]
        history = record(served.estate, targets, moments(now, HISTORY, STEP))
        file = folder / "history.om"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(openmetrics(history))
        promtool.create_blocks(file, folder / "data")
        config = {
            # A scrape may take as long, and what one misses is gone from the answers.
            "global": {"scrape_interval": "5s"},
            "scrape_configs": [
                {"job_name": target.job, "static_configs": [{"targets": [target.instance]}]}
                for target in targets
            ],
        }
        with PrometheusServer(json.dumps(config), folder) as server, Http() as http:
            _wait(Api(http, server.url), len(targets), now)
            yield server.url


def _wait(api: Api, expected: int, since: float) -> None:
    """Wait until a page of each target is stored that is younger than *since*; it is up before."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = api.query(f"count(up == 1 and timestamp(up) > {since:.0f})", time.time()).series
        if found and found[0].samples[0].value == expected:
            return
        time.sleep(0.1)
    pytest.fail("; ".join(f"{t.url}: {t.health} {t.error}" for t in api.targets()))
