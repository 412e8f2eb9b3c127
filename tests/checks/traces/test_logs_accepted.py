from __future__ import annotations

import httpx
import pytest

HINT = (
    "(a backend for traces alone takes no logs: send both to a collector, which has a pipeline "
    "for each)"
)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404, text="404 page not found"), "it answered 404 '404 page not found'"),
        (httpx.Response(501), "it answered 501"),
    ],
)
def test_a_backend_for_traces_alone(found, receiver, answer, said) -> None:
    def collector(request: httpx.Request) -> httpx.Response:
        return answer if request.url.path == "/v1/logs" else receiver(request)

    assert found(collector) == [
        (
            "http://collector:4318/v1/logs: warning traces/logs-accepted: spans arrive, and log "
            f"records do not: {said} {HINT}"
        )
    ]


def test_logs_that_get_no_answer(found, receiver) -> None:
    def collector(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/logs":
            raise httpx.ReadTimeout("slow")
        return receiver(request)

    (finding,) = found(collector)

    assert "log records do not: 'http://collector:4318/v1/logs' did not answer in full" in finding
