from __future__ import annotations

import pytest

from archestra_ops.prometheus.live_checks import clock
from tests.prometheus.live_checks.made import NOW, URL, scraped, seen, told

HINT = "is NTP running on both machines?"


@pytest.mark.parametrize(
    ("ahead", "message"),
    [
        (90.0, "its clock is 1 minute ahead of this machine's"),
        (-7.0, "its clock is 7 seconds behind this machine's"),
    ],
)
def test_a_server_with_another_time(ahead, message) -> None:
    assert told(clock, seen(ahead=ahead)) == [("warning", URL, message, HINT)]


def test_a_process_that_starts_in_the_future() -> None:
    early = scraped("web", started=NOW + 7200.4)

    assert told(clock, seen(targets=(early,))) == [
        (
            "warning",
            "archestra-web web:9050",
            "its clock is at least 2 hours ahead of the server's",
            HINT,
        )
    ]
