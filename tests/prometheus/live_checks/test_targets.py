from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs

import httpx
import pytest

from archestra_ops import packs
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


def named(job: str, instance: str) -> dict[str, object]:
    labels = {"job": job, "instance": instance}
    return {
        "labels": labels,
        "scrapeUrl": f"http://{instance}/metrics",
        "health": "up",
        "lastError": "",
    }


@pytest.fixture
def pages(mock_http):
    """Which of four targets of agyn's are parts, by those that have foreign series."""
    targets = [
        named("kube-state-metrics", "right:8080"),
        named("kube-state-metrics", "wrong:8080"),
        named("envoy-stats", "right:15020"),
        named("another-team", "theirs:8080"),
    ]

    def ask(series: Mapping[str, str]) -> dict[str, tuple[str, bool]]:
        def handler(request: httpx.Request) -> httpx.Response:
            data: object = {"resultType": "vector", "result": []}
            if request.url.path.endswith("/targets"):
                data = {"activeTargets": targets}
            elif request.url.path.endswith("/query"):
                asked = parse_qs(request.content.decode())["query"][0]
                found = [one for text, one in series.items() if text in asked]
                labels = [one["labels"] for one in targets if one["labels"]["instance"] in found]
                result = [{"metric": one, "value": [NOW, "1"]} for one in labels]
                data = {"resultType": "vector", "result": result}
            return httpx.Response(200, content=json.dumps({"data": data}))

        aim = replace(AIM, platform=packs.platform("agyn"), jobs={})
        found = estate(Api(mock_http(handler), URL), aim, NOW).scraped
        return {one.target.labels["instance"]: (one.part, one.has_page) for one in found}

    return ask


def test_the_pages_of_foreign_processes_are_asked_for(pages) -> None:
    both = {
        'kube_pod_status_phase{job=~"kube-state-metrics"}[1h]': "right:8080",
        'istio_requests_total{job=~"envoy-stats"}[1h]': "right:15020",
    }

    assert pages(both) == {
        "right:8080": ("kube-state-metrics", True),
        "wrong:8080": ("kube-state-metrics", False),
        "right:15020": ("istio", True),
    }


def test_foreign_series_make_no_target_ours(pages) -> None:
    assert "theirs:8080" not in pages({"kube_pod_status_phase": "theirs:8080"})
