from __future__ import annotations

import json

import httpx

from archestra_ops.exposition import Format, survey
from archestra_ops.http import Http
from archestra_ops.packs.model import Metric
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.rule_lint.existing import in_prometheus, on_pages

OPENMETRICS = b"""\
# TYPE calls counter
calls_total{code="200"} 1
# TYPE lag histogram
lag_bucket{le="1.0",a="b"} 1
lag_bucket{le="+Inf",a="b"} 1
lag_sum{a="b"} 1
lag_count{a="b"} 1
# TYPE later gauge
# EOF
"""
CLASSIC = b'calls_total{verb="GET"} 1\nodd_bucket{le="1"} 1\n'


def metric(name: str, kind: str, *labels: str) -> Metric:
    return Metric(name=name, type=kind, help="", unit="", labels=labels)  # type: ignore[arg-type]


def test_pages_say_names_types_and_labels() -> None:
    found = on_pages(
        [
            ("a", survey([OPENMETRICS], format=Format.OPENMETRICS)),
            ("b", survey([CLASSIC], format=Format.CLASSIC)),
        ]
    )

    assert found.where == "'a' and 'b'"
    assert found.names == {
        *("calls_total", "lag_bucket", "lag_sum", "lag_count", "later", "odd_bucket")
    }
    assert found.pack.metrics == {
        "calls_total": metric("calls_total", "untyped", "verb", "code"),
        "lag": metric("lag", "histogram", "a"),
        "odd_bucket": metric("odd_bucket", "untyped", "le", "quantile"),
    }


def test_a_prometheus_says_names_and_of_those_that_are_used_labels() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.url.path} {request.content.decode()}")
        is_names = request.url.path.endswith("/values")
        data = ["up", "x", "ALERTS"] if is_names else ["__name__", "job"]
        return httpx.Response(200, content=json.dumps({"status": "success", "data": data}))

    with Http(transport=httpx.MockTransport(answer)) as http:
        api = Api(http, "http://p:9090")
        found = in_prometheus(api, "http://p:9090", ["x", "zzz", "ALERTS"], now=100_000.0)

    assert found.where == "'http://p:9090'"
    assert found.names == {"up", "x", "ALERTS"}
    assert found.pack.metrics == {"x": metric("x", "untyped", "job")}
    assert found.stored == {"x": {"job"}}
    assert found.is_server
    assert asked == [
        "/api/v1/label/__name__/values ",
        "/api/v1/labels match%5B%5D=%7B__name__%3D%22x%22%7D&start=13600.000&end=100000.000",
    ]
