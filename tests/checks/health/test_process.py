from __future__ import annotations

from tests.checks.answers import API, WEB, WORKER, web_api, whole

WORKER_HINT = (
    "(name the worker's metrics with --worker; without a worker of its own, the web process does "
    "its work)"
)
API_HINT = "(name the web API with --web-api; its port is 9000)"


def test_the_web_api_at_the_shared_address_is_no_fault(examined) -> None:
    assert examined(web_api()) == [
        (
            "http://localhost:9000: info health/process: the web API answers here, not a worker "
            f"{WORKER_HINT}"
        )
    ]


def test_a_worker_at_the_shared_address_is_no_fault(examined) -> None:
    worker = {url.replace(WORKER, API): answer for url, answer in whole().items() if WORKER in url}

    assert examined(worker) == [
        (
            "http://localhost:9000: info health/process: a worker or a metrics port answers "
            "here, not "
            f"the web API {API_HINT}"
        )
    ]


def test_the_web_api_is_not_the_worker_that_was_named(examined) -> None:
    assert examined(whole(), {"worker": f"{API}/metrics"}) == [
        (
            "http://localhost:9000: error health/process: the web API answers here, not a worker "
            f"{WORKER_HINT}"
        )
    ]


def test_a_metrics_port_is_not_the_web_api_that_was_named(examined) -> None:
    assert examined(whole(), api={"web": WEB}) == [
        (
            "http://localhost:9050: error health/process: a worker or a metrics port answers "
            "here, not "
            f"the web API {API_HINT}"
        )
    ]
