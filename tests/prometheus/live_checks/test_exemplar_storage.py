from __future__ import annotations

import json
from urllib.parse import parse_qs

import httpx
import pytest

from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.exemplar_storage import asked
from archestra_ops.prometheus.live_checks.seen import Exemplars
from tests.prometheus.live_checks.made import AIM, NOW, URL

ONE = {"labels": {"traceID": "a"}, "value": "0.5", "timestamp": NOW}


@pytest.mark.parametrize(
    ("features", "is_on"),
    [("exemplar-storage", True), ("agent,exemplar-storage", True), ("native-histograms", False)],
)
def test_the_flag_and_what_is_stored(mock_http, features, is_on) -> None:
    asked_for = []

    def handler(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1/")
        if path == "status/flags":
            return httpx.Response(200, json={"data": {"enable-feature": features}})
        expr = parse_qs(request.content.decode())["query"][0]
        if path == "query_exemplars":
            asked_for.append(expr)
            found = [{"seriesLabels": {}, "exemplars": [ONE]}] if len(asked_for) == 1 else []
            return httpx.Response(200, json={"data": found})
        assert "sum(increase(llm_request_duration_seconds_count[1h]))" in expr
        result = {"resultType": "vector", "result": [{"metric": {}, "value": [NOW, "7"]}]}
        return httpx.Response(200, content=json.dumps({"data": result}))

    found = asked(Api(mock_http(handler), URL), AIM, NOW, has_flags=True)

    assert found == Exemplars(is_on=is_on, count=1, events=7.0)
    assert asked_for[0] == "llm_request_duration_seconds_bucket"
