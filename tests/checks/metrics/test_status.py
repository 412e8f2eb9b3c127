from __future__ import annotations

import httpx
import pytest

from tests.checks.answers import NAMED, WEB, whole

AT = f"{WEB}/metrics"


@pytest.mark.parametrize(
    ("answer", "said", "hint"),
    [
        (
            httpx.Response(404, text=""),
            "404",
            "Archestra has them by default: 'web' at ':9050/metrics', 'worker' at ':9000/metrics'",
        ),
        (
            httpx.Response(500, json={"error": "Connection terminated"}),
            "500 'Connection terminated'",
            "some metrics ask the database at each scrape: is it up? see `ops check health`",
        ),
        (
            httpx.Response(503, text="no healthy upstream, " * 9),
            "503 'no healthy upstream, no healthy upstream, no healthy upstre…'",
            "is the process up? see `ops check health`",
        ),
    ],
)
def test_an_answer_that_is_no_page_is_told(scraped, answer, said, hint) -> None:
    assert scraped(whole() | {AT: answer}, NAMED) == [
        f"{AT}: error metrics/status: there is no metrics page: it answered {said} ({hint})"
    ]
