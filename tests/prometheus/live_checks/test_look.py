"""Servers that only speak like a Prometheus; a real one is looked at in tests/cli."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.errors import FetchError
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.look import look
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.seen import Exemplars
from tests.prometheus.live_checks.fakes import BUILD, TARGET, server
from tests.prometheus.live_checks.made import AIM, NOW

URL = "http://server:9090/prometheus"


@pytest.fixture
def looked(mock_http):
    """What is seen of the server that a handler is, at an address."""

    def ask(handler, url: str = URL):
        return look(Api(mock_http(handler), url), url, AIM, lambda: NOW)

    return ask


def test_mimir_knows_targets_by_their_series(looked) -> None:
    build = {**BUILD, "application": "Grafana Mimir"}
    seen = looked(
        server({"status/buildinfo": build, "rules": {"groups": []}, "query_exemplars": []})
    )

    assert (seen.product, seen.version, seen.listed) == (Product.MIMIR, "2.45.0", False)
    (web,) = seen.targets
    assert (web.part, web.subject, web.since) == ("web", "archestra-web web:9050", 120.0)
    assert seen.groups == ()
    assert seen.retention is None
    assert seen.exemplars == Exemplars(is_on=None)
    assert seen.failures == {}
    assert seen.ahead == 0.5


def test_thanos_has_stores_and_targets(looked) -> None:
    paths = {
        "status/buildinfo": BUILD,
        "stores": {"sidecar": []},
        "targets": {"activeTargets": [TARGET]},
        "rules": {"groups": []},
        "query_exemplars": [],
    }
    seen = looked(server(paths), "http://thanos:9090")

    assert (seen.product, seen.listed) == (Product.THANOS, True)
    # The series has a label more, and no `replica`: it is not found by that.
    assert [(one.part, one.since) for one in seen.targets] == [("web", None)]


@pytest.mark.parametrize(
    ("url", "headers"),
    [("http://vm:8428", {"X-Server-Hostname": "vm-1"}), ("http://vm/select/0/prometheus", {})],
)
def test_victoriametrics_tells_little_of_itself(looked, url, headers) -> None:
    paths = {
        "status/buildinfo": {},
        "targets": {"activeTargets": [TARGET]},
        "rules": {"groups": []},
    }
    seen = looked(server(paths, headers=headers), url)

    assert (seen.product, seen.version) == (Product.VICTORIA_METRICS, "")
    assert seen.exemplars == Exemplars(is_on=False)
    assert seen.failures == {}


def test_what_only_answers_queries(looked) -> None:
    seen = looked(server({}))

    assert (seen.product, seen.ahead) == (Product.OTHER, None)
    assert len(seen.targets) == 1
    assert {*seen.failures} == {"rules", "exemplars"}


def test_a_tenant_that_is_not_named(looked) -> None:
    seen = looked(lambda _request: httpx.Response(401, text="no org id"))

    assert isinstance(seen.error, FetchError)
    assert str(seen.error) == (
        "'http://server:9090/prometheus/api/v1/query' lets nobody in without the right credentials"
    )
    assert seen.targets is None


def test_an_estate_that_is_not_there(mock_http) -> None:
    handler = server({"status/buildinfo": BUILD, "targets": {"activeTargets": []}})
    nobody = replace(AIM, jobs={}, platform=replace(AIM.platform, processes={}))
    seen = look(Api(mock_http(handler), URL), URL, nobody, lambda: NOW)

    assert seen.targets == ()
    assert seen.series == {}


def test_a_platform_without_exemplars_is_not_asked_for_them(mock_http) -> None:
    aim = replace(AIM, platform=packs.platform("agyn"))
    asked: list[str] = []
    answers = server({"status/buildinfo": BUILD, "rules": {"groups": []}, "query_exemplars": []})

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return answers(request)

    seen = look(Api(mock_http(handler), URL), URL, aim, lambda: NOW)

    assert seen.exemplars is None
    assert [path for path in asked if "exemplars" in path or "flags" in path] == []
    assert [path for path in asked if "buildinfo" in path]
