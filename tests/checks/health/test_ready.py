from __future__ import annotations

import httpx
import pytest

from tests.checks.answers import API, NAMED, WORKER, web_api, whole

DATABASE = "(is PostgreSQL up, and reachable from this process?)"


def test_a_web_process_without_its_database_is_alive_and_not_ready(examined) -> None:
    degraded = {"name": "Archestra", "status": "degraded", "version": "1.3.15"}
    answer = httpx.Response(503, json={**degraded, "database": "disconnected"})

    assert examined(whole() | {f"{API}/ready": answer}, NAMED) == [
        (
            "http://localhost:9000: error health/ready: the web process is alive, but is not "
            "ready: "
            f"its database is disconnected {DATABASE}"
        )
    ]


def test_a_worker_without_its_database_is_alive_and_not_ready(examined) -> None:
    answer = httpx.Response(503, json={"status": "error", "reason": "database"})

    assert examined(whole() | {f"{WORKER}/ready": answer}, NAMED) == [
        (
            "http://worker:9000: error health/ready: the worker process is alive, but is not "
            "ready: "
            f"its database is disconnected {DATABASE}"
        )
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(500, text="oh no"), "500 'oh no'"),
        (httpx.Response(200, text="ok"), "200 'ok'"),
        (httpx.Response(200, json={"status": "warming"}), '200 \'{"status":"warming"}\''),
    ],
)
def test_any_other_answer_is_shown(examined, answer, said) -> None:
    assert examined(whole() | {f"{WORKER}/ready": answer}, NAMED) == [
        (
            "http://worker:9000: error health/ready: the worker process is alive, but is not "
            "ready: "
            f"'/ready' answered {said} (its log says more)"
        )
    ]


def test_a_process_that_does_not_say_is_not_ready(examined) -> None:
    slow = {f"{WORKER}/ready": httpx.ReadTimeout("slow")}

    assert examined(whole() | slow, NAMED) == [
        (
            "http://worker:9000: error health/ready: the worker process is alive, but did not say "
            "whether it is ready: 'http://worker:9000/ready' did not answer in full in 10 seconds "
            "(is it overloaded, or behind a firewall? --timeout allows more)"
        )
    ]


def test_early_releases_had_no_readiness(examined) -> None:
    early = httpx.Response(200, json={"status": "Archestra Platform API", "version": "0.0.1"})

    assert examined({f"{API}/health": early}, api={"web": API}) == [
        (
            "http://localhost:9000: info health/ready: the web process has no '/ready', as "
            "releases of 2025 had none (whether it is ready is unknown)"
        )
    ]


def test_what_is_well_is_not_told(examined) -> None:
    assert examined(web_api(), api={"web": API}) == []
    assert examined(whole(), NAMED) == []
