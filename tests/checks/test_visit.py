from __future__ import annotations

from dataclasses import replace

import httpx

from archestra_ops import packs
from archestra_ops.checks.target import Target
from archestra_ops.checks.visit import ACCEPT, Scrape, Visitor
from archestra_ops.exposition import Format
from archestra_ops.http import Limits, Secret
from tests.checks.answers import API, WEB, answering, page, web_api
from tests.checks.pages import ARCHESTRA, capture, page_of

TARGET = Target(url=f"{WEB}/metrics?name=a", processes=("web",))


def test_a_page_is_asked_for_as_prometheus_does(mock_http) -> None:
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["accept"], request.headers.get("authorization")))
        return page(capture("web"))

    visitor = Visitor(ARCHESTRA, mock_http(answer), mock_http(answer, bearer=Secret("s3cret")))
    visit = visitor.visit(TARGET)

    assert seen == [(ACCEPT, "Bearer s3cret"), (ACCEPT, None)]
    assert visit.is_open
    assert visit.page is not None
    assert visit.page.subject == "http://localhost:9050/metrics"
    assert visit.page.survey.samples == 2241


def test_without_a_secret_one_request_is_enough(mock_http) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return page(capture("web"))

    visit = Visitor(ARCHESTRA, mock_http(answer)).visit(TARGET)

    assert (len(asked), visit.is_open, visit.token) == (1, False, False)


def test_a_page_without_a_header_tells_its_format_by_itself(mock_http) -> None:
    http = mock_http(lambda _request: page(capture("web"), ""))

    visit = Visitor(ARCHESTRA, http).visit(TARGET)

    assert visit.page is not None
    assert visit.page.content_type == ""
    assert (visit.page.survey.format, visit.page.survey.problems) == (Format.OPENMETRICS, ())


def test_a_page_that_breaks_off_at_the_limit_is_no_page(mock_http) -> None:
    http = mock_http(lambda _request: page(capture("web")), limits=Limits(max_bytes=2**10))

    visit = Visitor(ARCHESTRA, http).visit(TARGET)

    assert visit.page is None
    assert str(visit.error) == "'http://localhost:9050/metrics' sent more than 1 KiB"


def test_a_page_that_is_not_found_at_the_web_api_is_known_by_its_health(mock_http) -> None:
    visitor = Visitor(ARCHESTRA, mock_http(answering(web_api())))

    visit = visitor.visit(Target(url=f"{API}/metrics", processes=("worker",)))

    assert (visit.status, visit.reply, visit.is_api) == (404, "Not Found", True)


def test_where_nothing_else_answers_it_is_not_the_api(mock_http) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/health":
            raise httpx.ReadTimeout("slow")
        return httpx.Response(404)

    visit = Visitor(ARCHESTRA, mock_http(answer)).visit(TARGET)

    assert (visit.status, visit.is_api) == (404, False)


def test_what_is_not_archestra_has_no_web_api_to_be_taken_for(mock_http) -> None:
    agyn = replace(packs.platform("agyn"), probes=())
    visitor = Visitor(agyn, mock_http(answering(web_api())))

    visit = visitor.visit(Target(url=f"{API}/metrics", processes=("gateway",)))

    assert (visit.status, visit.is_api) == (404, False)


def test_of_a_long_refusal_the_start_is_read(mock_http) -> None:
    read = []

    def endless():
        while True:
            read.append(1)
            yield b"no " * 1000

    http = mock_http(lambda _request: httpx.Response(500, content=endless()))

    visit = Visitor(ARCHESTRA, http).visit(TARGET)

    assert visit.reply == ("no " * 20)[:59] + "…"
    assert len(read) == 2


def test_a_scrape_has_the_pages_of_addresses_and_files(mock_http) -> None:
    visitor = Visitor(ARCHESTRA, mock_http(lambda _request: page(capture("web"))))
    scrape = Scrape(
        platform=ARCHESTRA,
        visits=(visitor.visit(TARGET),),
        files=(page_of(capture("worker"), "file"),),
    )

    assert [one.subject for one in scrape.pages] == ["http://localhost:9050/metrics", "file"]
    assert scrape.processes == {"web", "worker"}
