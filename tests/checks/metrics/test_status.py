from __future__ import annotations

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.checks.metrics import status
from archestra_ops.checks.target import Target
from archestra_ops.checks.visit import Scrape, Visit
from tests.checks.answers import NAMED, WEB, whole
from tests.checks.pages import told

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


def test_what_else_has_to_be_up_is_what_the_pack_says() -> None:
    """Archestra's gauges ask its database at each scrape; a gateway's page asks nobody."""
    target = Target(url="http://gateway:8787/metrics", processes=("gateway",))
    visit = Visit(target=target, status=500, reply="boom")
    scrape = Scrape(platform=packs.platform("truefoundry"), visits=(visit,))

    assert list(map(told, status.check(scrape))) == [
        (
            "error metrics/status: there is no metrics page: it answered 500 'boom' "
            "(it failed to make its page: its log says why; see `ops check health`)"
        )
    ]
