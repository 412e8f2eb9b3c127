"""The helm panels on a real PostgreSQL behind a real postgres_exporter, asked of a real Prometheus.

The platform's own processes are the reference emitter, scraped by the config that we render.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from archestra_ops import packs
from archestra_ops.emitter.endpoints import Endpoints
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import Settings
from archestra_ops.findings import Case
from archestra_ops.grafana.boards.archestra.application_metrics.postgres import POSTGRES
from archestra_ops.grafana.boards.archestra.application_metrics.postgres_storage import (
    POSTGRES_STORAGE,
)
from archestra_ops.grafana.boards.archestra.application_metrics.postgres_work import POSTGRES_WORK
from archestra_ops.http import Http
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.scrape import ScrapeRequest, render
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.verify.pages import read_pages
from archestra_ops.verify.report import Report
from archestra_ops.verify.run import Subject, on_installation
from tests.servers.postgres import Postgres
from tests.servers.programs import require

pytestmark = pytest.mark.servers

PLATFORM = packs.platform("archestra")
HELM = packs.provider("helm")
INTERVAL = 3.0  # seconds; a scrape may take as long, and what one misses is gone from the answers
SCRAPES = 5  # after Prometheus' own five seconds of looking around

# Debian's exporter is 0.11: what came later, and what is not the exporter's at all.
NOT_HERE = {
    "How full is the storage?": "missing metric",  # the kubelet's
    "How much storage is used?": "missing metric",  # the kubelet's
    "How many dead rows wait for vacuum?": "missing metric",  # 0.13
    "What share of the rows is dead?": "missing metric",  # 0.13
    "Are replication slots left behind?": "no series yet",  # no slot
    "How large is the write-ahead log?": "missing metric",  # 0.14
    "How far are replicas behind?": "missing metric",  # 0.13
    "How much must replicas catch up on?": "no series yet",  # no replica
    "How near is transaction-id wraparound?": "missing metric",  # opt-in, 0.14
    "How old is the newest archived log?": "no series yet",  # archiving is off
    "Who waits for a lock?": "missing label",
}


@pytest.fixture(scope="module")
def report(
    postgres: Postgres, postgres_exporter: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Report]:
    """What `ops verify` says of an installation that Prometheus has scraped for some seconds."""
    require("prometheus")
    folder = tmp_path_factory.mktemp("real")
    with ExitStack() as stack:
        addresses = {name: _serve(stack, name) for name in PLATFORM.processes}
        exporter = urlsplit(postgres_exporter).netloc
        config = render(
            ScrapeRequest(
                platform=PLATFORM,
                providers=(HELM,),
                targets={name: [at] for name, at in {**addresses, "helm": exporter}.items()},
                interval=INTERVAL,
                full=True,
            )
        )
        stack.enter_context(postgres.load())
        server = stack.enter_context(PrometheusServer(config, folder))
        http = stack.enter_context(Http())
        api = Api(http, server.url)
        _scraped(api, SCRAPES, targets=len(addresses) + 1)
        urls = {name: f"http://{address}/metrics" for name, address in addresses.items()}
        pages = read_pages(http, {**urls, "postgres": postgres_exporter}, PLATFORM, [HELM])
        subject = Subject(platform=PLATFORM, providers=(HELM,))
        yield on_installation(
            subject, exposed=pages, scraped=("web", "worker"), api=api, now=time.time()
        )


def _serve(stack: ExitStack, name: str) -> str:
    server = stack.enter_context(Server("127.0.0.1", 0))
    estate = simulate(PLATFORM, (), Settings(seed=1, start=time.time(), step=1.0))
    server.start(Endpoints(estate, time.time).process(name))
    return server.address


def _scraped(api: Api, times: int, targets: int) -> None:
    """Wait until each of the *targets* was up so many *times*, and is."""
    often = f"count(sum_over_time(up[5m]) >= {times} and up == 1)"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = api.query(often, time.time()).series
        if found and found[0].samples[0].value == targets:
            return
        time.sleep(0.2)
    pytest.fail(f"not all targets were scraped {times} times within two minutes")


def _postgres_panels(report: Report) -> dict[str, Case]:
    titles = {p.title for row in (POSTGRES, POSTGRES_WORK, POSTGRES_STORAGE) for p in row.panels}
    return {case.name: case for case in report.cases if case.name in titles}


def test_every_postgres_panel_has_data_or_says_why(report: Report) -> None:
    panels = _postgres_panels(report)

    assert len(panels) >= 25
    assert {name: case.status for name, case in panels.items() if case.status != "ok"} == NOT_HERE
    assert [name for name, case in panels.items() if case.status != "ok" and not case.hint] == []


def test_the_verdict_on_the_connections_is_a_number(report: Report) -> None:
    verdict = next(c for c in report.cases if c.name == "How full is the connection limit?")

    assert verdict.status == "ok"


def test_no_other_panel_is_broken(report: Report) -> None:
    panels = _postgres_panels(report)
    others = [case for case in report.cases if case.name not in panels]

    # Some seconds are too short for an event of every kind, so that a few have no series yet.
    assert {case.name: case.message for case in others if not case.ok} == {}
    assert sum(case.status == "ok" for case in others) >= 40
