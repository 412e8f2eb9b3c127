from __future__ import annotations

import httpx

from tests.checks.answers import API, NAMED, web_api

REFUSED = "(does it run, and is the port right?)"


def test_nothing_listening_is_one_sentence(examined) -> None:
    assert examined({}) == [
        (
            "http://localhost:9000: error health/reachable: the web process or the worker process "
            f"cannot be asked: nothing listens at 'http://localhost:9000' {REFUSED}"
        )
    ]


def test_each_target_that_was_named_has_its_own_sentence(examined) -> None:
    assert examined(web_api(), NAMED) == [
        (
            "http://worker:9000: error health/reachable: the worker process cannot be asked: "
            "nothing "
            f"listens at 'http://worker:9000' {REFUSED}"
        )
    ]


def test_an_answer_that_does_not_come_is_no_bill_of_health(examined) -> None:
    assert examined({f"{API}/health": httpx.ReadTimeout("slow")}) == [
        (
            "http://localhost:9000: error health/reachable: the web process or the worker process "
            "cannot be asked: 'http://localhost:9000/health' did not answer in full in 10 seconds "
            "(is it overloaded, or behind a firewall? --timeout allows more)"
        )
    ]
