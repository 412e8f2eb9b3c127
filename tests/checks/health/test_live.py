from __future__ import annotations

import httpx
import pytest

from tests.checks.answers import API, web_api

HINT = (
    "(the web API is at port 9000 (--web-api), the worker at the address of its metrics (--worker))"
)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(502, text="bad gateway"), "502 'bad gateway', not 200"),
        (
            httpx.Response(200, text="<html>\n<title>Archestra</title>"),
            "200 '<html> <title>Archestra</title>', which is not understood",
        ),
        (httpx.Response(200, json=["ok"]), "200 '[\"ok\"]', which is not understood"),
        (httpx.Response(200, json={"up": True}), "200 '{\"up\":true}', which is not understood"),
        (httpx.Response(200, text="{" * 90_000), f"200 '{'{' * 59}…', which is not understood"),
    ],
)
def test_an_answer_that_is_no_sign_of_life_is_shown(examined, answer, said) -> None:
    found = examined(web_api() | {f"{API}/health": answer}, api={"web": API})

    assert found == [
        (
            "http://localhost:9000: error health/live: the web process does not show that it "
            "is alive: "
            f"'/health' answered {said} {HINT}"
        )
    ]


def test_the_documented_body_of_an_early_release_is_understood(examined) -> None:
    early = httpx.Response(200, json={"status": "Archestra Platform API", "version": "0.0.1"})

    found = examined({f"{API}/health": early}, api={"web": API})

    assert [told for told in found if "health/live" in told] == []
