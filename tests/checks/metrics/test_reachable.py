from __future__ import annotations

import httpx
import pytest

from tests.checks.answers import API, NAMED, WEB, page, whole
from tests.checks.pages import both


def test_nothing_listening_is_one_sentence_a_target(scraped) -> None:
    assert scraped({}) == [
        (
            "http://localhost:9050/metrics: error metrics/reachable: the metrics of the web "
            "process "
            "cannot be read: nothing listens at 'http://localhost:9050' "
            "(does it run, and is the port right?)"
        ),
        (
            "http://localhost:9000/metrics: error metrics/reachable: the metrics of the worker "
            "process "
            "cannot be read: nothing listens at 'http://localhost:9000' "
            "(does it run, and is the port right?)"
        ),
    ]


def test_a_worker_that_nobody_named_is_not_missed_where_one_process_does_all(scraped) -> None:
    assert scraped({f"{WEB}/metrics": page(both())}) == []


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (
            httpx.ReadTimeout("slow"),
            "'http://localhost:9050/metrics' did not answer in full in 10 seconds",
            "is it overloaded, or behind a firewall? --timeout allows more",
        ),
        (
            httpx.Response(302, headers={"location": "https://login.example/?secret=1"}),
            (
                "'http://localhost:9050/metrics' redirects to 'https://login.example/', which is "
                "another server"
            ),
            "if that is the right one, give its address instead",
        ),
    ],
)
def test_what_hinders_is_told(scraped, error, message, hint) -> None:
    found = scraped(whole() | {f"{WEB}/metrics": error}, NAMED)

    assert found == [
        (
            "http://localhost:9050/metrics: error metrics/reachable: the metrics of the web "
            "process "
            f"cannot be read: {message} ({hint})"
        )
    ]


def test_an_api_alone_is_no_reason_to_look_for_the_worker_in_vain(scraped) -> None:
    answers = {url: answer for url, answer in whole().items() if url.startswith(API)}

    assert scraped(answers) == [
        (
            "http://localhost:9050/metrics: error metrics/reachable: the metrics of the web "
            "process "
            "cannot be read: nothing listens at 'http://localhost:9050' "
            "(does it run, and is the port right?)"
        ),
        (
            "http://localhost:9000/metrics: warning metrics/worker-scraped: the web API "
            "answers here, "
            "not the worker; whether its metrics are on the web page is unknown "
            "(name the worker's address by --worker; in the Helm chart it has no Service: a "
            "PodMonitor "
            "on its port 'backend' scrapes it, see `ops scrape-config render`)"
        ),
    ]
