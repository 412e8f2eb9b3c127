from __future__ import annotations

from dataclasses import replace

from archestra_ops.checks.metrics import worker_scraped
from archestra_ops.checks.visit import Scrape
from tests.checks.answers import API, NAMED, WEB, page, whole
from tests.checks.pages import ARCHESTRA, both, capture, page_of

HELM = (
    "(name the worker's address by --worker; in the Helm chart it has no Service: a PodMonitor on "
    "its port 'backend' scrapes it, see `ops scrape-config render`)"
)


def test_the_web_api_at_the_workers_port_is_no_worker(scraped) -> None:
    assert scraped(whole()) == [
        (
            f"{API}/metrics: error metrics/worker-scraped: the worker is not scraped: the web API "
            f"answers here, not the worker, and the web page has none of its metrics {HELM}"
        )
    ]


def test_one_process_for_all_has_no_worker_to_scrape(scraped) -> None:
    assert scraped(whole() | {f"{WEB}/metrics": page(both())}) == [
        (
            f"{API}/metrics: info metrics/worker-scraped: the web API answers here, not the "
            "worker, "
            "whose metrics are on the page of the web process "
            "(one process does all the work, there is no worker to scrape)"
        )
    ]


def test_who_asks_for_the_web_page_alone_is_reminded(scraped) -> None:
    assert scraped(whole(), {"web": f"{WEB}/metrics"}) == [
        (
            f"{WEB}/metrics: warning metrics/worker-scraped: the worker's metrics are not among "
            "what "
            f"was checked {HELM}"
        )
    ]


def test_a_worker_of_its_own_is_fine(scraped) -> None:
    assert scraped(whole(), NAMED) == []


def test_of_one_file_it_is_only_said() -> None:
    found = list(worker_scraped.check(Scrape(platform=ARCHESTRA, files=(page_of(capture("web")),))))

    assert [(str(one.severity), one.subject, one.message, one.hint) for one in found] == [
        (
            "info",
            "page",
            "the worker's metrics are not among what was checked",
            "give the worker's page as well",
        )
    ]


def test_a_platform_without_a_worker_needs_none() -> None:
    alone = replace(ARCHESTRA, processes={"web": ARCHESTRA.processes["web"]})

    assert (
        list(worker_scraped.check(Scrape(platform=alone, files=(page_of(capture("web")),)))) == []
    )
