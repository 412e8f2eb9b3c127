from __future__ import annotations

import json
from urllib.parse import parse_qs

import httpx
import pytest

from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.targets import estate, of_jobs
from tests.prometheus.live_checks.fakes import TARGET
from tests.prometheus.live_checks.made import AIM, NOW, URL

LABELS = {"job": "archestra-web", "instance": "web:9050", "replica": "a", "cluster": "eu"}


@pytest.fixture
def lasting(mock_http):
    """For how long the web process is as it is, when its `up` was as given (seconds ago, value)."""

    def ask(past: list[tuple[float, str]], health: str = "up") -> tuple[float | None, bool]:
        values = [[NOW - ago, value] for ago, value in past]
        series = [{"metric": LABELS, "values": values}]

        def handler(request: httpx.Request) -> httpx.Response:
            data: object = {"resultType": "vector", "result": []}
            if request.url.path.endswith("/targets"):
                data = {"activeTargets": [{**TARGET, "health": health}]}
            elif request.url.path.endswith("/query_range"):
                expr = parse_qs(request.content.decode())["query"][0]
                assert expr == 'up{job=~"archestra-web"}'
                data = {"resultType": "matrix", "result": series}
            return httpx.Response(200, content=json.dumps({"data": data}))

        (found,) = estate(Api(mock_http(handler), URL), AIM, NOW).scraped
        return found.since, found.longer

    return ask


def test_since_when_a_target_is_as_it_is(lasting) -> None:
    assert lasting([(180.0, "0"), (120.0, "1"), (60.0, "1"), (0.0, "1")]) == (120.0, False)
    assert lasting([(120.0, "1"), (60.0, "0"), (0.0, "0")], "down") == (60.0, False)
    assert lasting([(60.0, "1"), (0.0, "1")], "down") == (None, False)
    assert lasting([]) == (None, False)


def test_a_gap_is_an_end(lasting) -> None:
    assert lasting([(3600.0, "1"), (60.0, "1"), (0.0, "1")]) == (60.0, False)


def test_a_whole_day_may_be_more(lasting) -> None:
    day = [(86_400.0 - 60.0 * step, "1") for step in range(1441)]

    assert lasting(day) == (86_400.0, True)


def test_jobs_of_any_name() -> None:
    assert of_jobs(["a.b", 'c"d', "e|f"]) == 'job=~"a\\\\.b|c\\"d|e\\\\|f"'
