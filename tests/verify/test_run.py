"""`ops verify` on the emitter's pages, and on an installation's pages and Prometheus."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from archestra_ops import exposition, packs
from archestra_ops.errors import FetchError
from archestra_ops.http import Http, Secret
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.verify.exposed import Exposed
from archestra_ops.verify.pages import read_pages
from archestra_ops.verify.report import BoardSums, Report
from archestra_ops.verify.run import Subject, on_installation, on_pages, statically
from tests.servers.programs import require
from tests.verify.installations import HELM, PLATFORM, SUBJECT, scraped, serving

ONLY_WORKER = "only the worker process has it, which is not scraped"
ALL = Subject(platform=PLATFORM, providers=[packs.provider(n) for n in packs.provider_names()])


def titles(report: Report, *, ok: bool) -> set[str]:
    """The cases that are ok, or are not, with their boards."""
    return {f"{case.group}: {case.name}" for case in report.cases if case.ok is ok}


def worker_panels() -> set[str]:
    """The panels with a metric that only the worker has, by the text of their expressions."""
    names = [m.name for m in PLATFORM.metrics.values() if m.processes == ("worker",)]
    needs = re.compile(rf"\b(?:{'|'.join(names)})(?:_bucket|_sum|_count)?\{{")
    return {
        f"{sheet.title}: {query.panel}"
        for sheet in SUBJECT.sheets
        for query in sheet.panels
        if needs.search(query.expr)
    }


def test_the_packs_alone_find_nothing_wrong() -> None:
    report = statically(ALL)

    assert (report.level, report.against, report.ok) == ("static", "the packs", True)
    assert {case.status for case in report.cases} == {"ok"}


def test_the_emitters_pages_feed_every_panel_of_every_provider() -> None:
    report = on_pages(ALL, clock=lambda: 1_700_000_000.0)

    assert (report.level, report.against, report.ok) == ("live", "the reference emitter", True)
    assert [(sums.board, sums.no_series, sums.failed) for sums in report.boards] == [
        ("GenAI Observability", 0, 0),
        ("MCP Monitoring", 0, 0),
        ("Agent Sessions", 0, 0),
        ("Application Metrics (azure)", 0, 0),
        ("Application Metrics (cloudsql)", 0, 0),
        ("Application Metrics (helm)", 0, 0),
        ("Application Metrics (otel)", 0, 0),
        ("RAG & Knowledge Base", 0, 0),
    ]
    least = {"MCP Monitoring": 45, "Agent Sessions": 14, "RAG & Knowledge Base": 55}
    assert all(sums.ok >= least.get(sums.board, 60) for sums in report.boards)


def test_the_same_moment_gives_the_same_report() -> None:
    assert on_pages(SUBJECT, lambda: 1_700_000_000.0) == on_pages(SUBJECT, lambda: 1_700_000_000.0)


def looked_at(urls: dict[str, str], http: Http) -> Report:
    """What the pages at *urls* prove."""
    pages = read_pages(http, urls, PLATFORM, [HELM])
    return on_installation(SUBJECT, exposed=pages, scraped=tuple(urls), api=None, now=time.time())


def test_the_pages_of_a_whole_installation_feed_every_panel() -> None:
    with serving("s3cret") as served, Http(bearer=Secret("s3cret")) as http:
        report = looked_at(served.urls, http)

    assert (report.level, report.against, report.ok) == ("live", "the installation", True)
    assert report.boards == tuple(
        BoardSums(
            board=board,
            ok=sum(case.group == board for case in report.cases),
            no_series=0,
            failed=0,
        )
        for board in (
            "GenAI Observability",
            "MCP Monitoring",
            "Agent Sessions",
            "Application Metrics (helm)",
            "RAG & Knowledge Base",
        )
    )


def test_without_the_workers_page_exactly_its_panels_are_named() -> None:
    with serving() as served, Http() as http:
        urls = {name: url for name, url in served.urls.items() if name != "worker"}
        report = looked_at(urls, http)

    assert titles(report, ok=False) == worker_panels()
    assert "Application Metrics (helm): Are all processes scraped?" in worker_panels()
    assert {case.hint for case in report.cases if not case.ok} == {ONLY_WORKER}
    assert {case.status for case in report.cases if not case.ok} == {"missing metric"}


def test_what_was_not_looked_at_is_not_judged() -> None:
    with serving() as served, Http() as http:
        platform = looked_at({n: u for n, u in served.urls.items() if n != "postgres"}, http)
        postgres = looked_at({"postgres": served.urls["postgres"]}, http)

    assert (platform.ok, postgres.ok) == (True, True)
    open_connections = "Application Metrics (helm): How many connections are open?"
    assert open_connections not in titles(platform, ok=True)
    assert open_connections in titles(postgres, ok=True)
    assert [sums.board for sums in postgres.boards] == ["Application Metrics (helm)"]
    assert "Application Metrics (helm): How slow is the API?" not in titles(postgres, ok=True)
    assert "Agent Sessions: What did it do, in order?" in titles(platform, ok=True)
    names = titles(platform, ok=True) | titles(postgres, ok=True)
    assert len(names) == len(platform.cases) + len(postgres.cases)


def test_panels_of_processes_without_a_page_are_not_looked_at() -> None:
    """Of the Gateway the page that agyn documents: `code`, and no label that is proposed here."""
    gateway = (
        b"# TYPE gateway_grpc_server_handled_total counter\n"
        b'gateway_grpc_server_handled_total{code="OK"} 5\n'
        b'gateway_grpc_server_handled_total{code="Internal"} 5\n'
    )
    seen = Exposed()
    seen.add(gateway, exposition.Format.CLASSIC, job="agyn-gateway", instance="gateway:8080")
    agyn = Subject(platform=packs.platform("agyn"), providers=[HELM])

    report = on_installation(agyn, exposed=seen, scraped=("gateway",), api=None, now=time.time())

    assert (report.against, titles(report, ok=False)) == ("the installation: gateway only", set())
    assert {case.status for case in report.cases} == {"ok"}
    assert {
        "Platform Overview (helm): Which procedures fail?",
        "Platform Overview (helm): Which procedures are called most?",
    } <= titles(report, ok=True)
    assert not [case.name for case in report.cases if "queue" in case.name]


def test_a_wrong_token_is_no_answer() -> None:
    with (
        serving("s3cret") as served,
        Http(bearer=Secret("wrong")) as http,
        pytest.raises(FetchError, match="wants another bearer token"),
    ):
        looked_at(served.urls, http)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prometheus that scrapes everything."""
    with scraped(tmp_path_factory.mktemp("whole")) as url:
        yield url


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prometheus that does not scrape the worker, as most do not."""
    with scraped(tmp_path_factory.mktemp("half"), ("web", "helm")) as url:
        yield url


def asked(url: str, pages: dict[str, str] | None = None) -> Report:
    """What the Prometheus at *url* proves, and *pages* beside it."""
    with Http() as http:
        exposed = read_pages(http, pages, PLATFORM, [HELM]) if pages else None
        return on_installation(
            SUBJECT,
            exposed=exposed,
            scraped=tuple(pages or ()),
            api=Api(http, url),
            now=time.time(),
        )


@pytest.mark.servers
def test_a_prometheus_that_scrapes_all_of_it_feeds_every_panel(whole: str) -> None:
    report = asked(whole)

    assert (report.level, report.against, report.ok) == ("engine", "the installation", True)
    assert {case.name: case.status for case in report.cases if case.status != "ok"} == {}


@pytest.mark.servers
def test_a_prometheus_without_the_worker_explains_its_panels_without_pages(half: str) -> None:
    report = asked(half)

    assert titles(report, ok=False) == worker_panels()
    assert {case.hint for case in report.cases if not case.ok} == {ONLY_WORKER}


@pytest.mark.servers
def test_the_page_of_what_is_not_scraped_says_so(half: str) -> None:
    with serving() as served:
        report = asked(half, {"worker": served.urls["worker"]})

    assert titles(report, ok=False) == worker_panels()
    assert {case.hint for case in report.cases if not case.ok} == {
        (
            "the page that was looked at has it: "
            "does this Prometheus scrape that page, and keep all of it?"
        )
    }


@pytest.mark.servers
def test_a_prometheus_of_others_has_none_of_it(tmp_path) -> None:
    require("prometheus")
    with PrometheusServer("{}", tmp_path) as server:
        report = asked(server.url)

    cases = {case.name: case for case in report.cases}
    # Only what nobody can be asked about, traces and logs, is fine.
    telemetry = {
        f"{sheet.title}: {query.panel}"
        for sheet in SUBJECT.sheets
        for query in sheet.traces_and_logs
    }
    assert titles(report, ok=True) == telemetry
    assert cases["variable $job"].message == (
        "it lists nothing, so that every panel with $job is empty"
    )
    assert cases["How many connections are open?"].hint.endswith("has it, which is not scraped")
