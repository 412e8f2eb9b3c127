from __future__ import annotations

from tests.checks.answers import API, web_api


def test_maintenance_is_told_although_the_status_is_200(examined) -> None:
    answers = web_api(status="maintenance", database="not_checked")

    assert examined(answers, api={"web": API}) == [
        (
            "http://localhost:9000: error health/maintenance: the web process is in "
            "maintenance mode: "
            "it does not look at its database "
            "('/ready' answers 200 meanwhile; end the maintenance to serve again)"
        )
    ]
