from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import httpx
import pytest

from archestra_ops.errors import FetchError, PromQLError
from archestra_ops.http import Http, Timing
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.api import Api, Instant, Range
from archestra_ops.prometheus.results import (
    Answer,
    Exemplar,
    Refused,
    Sample,
    Series,
    Target,
)
from archestra_ops.prometheus.server import PrometheusServer
from tests.servers.ports import refusing
from tests.servers.programs import require

START = 1_700_000_000.0
HISTORY = """\
# TYPE temperature gauge
temperature{room="a"} 20 1700000000
temperature{room="a"} 21 1700000060
temperature{room="b"} NaN 1700000000
temperature{room="b"} -Inf 1700000060
# EOF
"""
PAGE = b"""\
# TYPE calls counter
calls_total{model="x"} 7 # {trace_id="abc"} 0.5
# TYPE silent counter
# EOF
"""


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    """Where a metrics page with an exemplar is, as `host:port`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/openmetrics-text; version=1.0.0")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory, page) -> Iterator[PrometheusServer]:
    """A Prometheus with HISTORY that scrapes *page* and a target that is down."""
    require("prometheus")
    folder = tmp_path_factory.mktemp("prometheus")
    history = folder / "history.om"
    history.write_text(HISTORY)
    promtool.create_blocks(history, folder / "data")
    with refusing() as port:
        config = {
            "global": {"scrape_interval": "1s"},
            "scrape_configs": [
                {"job_name": "page", "static_configs": [{"targets": [page]}]},
                {"job_name": "down", "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]},
            ],
        }
        with PrometheusServer(json.dumps(config), folder) as server:
            yield server


@pytest.fixture
def api(prometheus) -> Iterator[Api]:
    with Http() as http:
        yield Api(http, f"{prometheus.url}/")


def answer(*series: Series) -> Answer:
    return Answer(series=series, warnings=())


def series(*samples: tuple[float, float], **metric: str) -> Series:
    return Series(metric=metric, samples=tuple(Sample(*sample) for sample in samples))


@pytest.mark.servers
class TestReal:
    def test_an_instant(self, api) -> None:
        assert api.query('temperature{room="a"}', START + 1) == answer(
            series((START + 1, 20.0), __name__="temperature", room="a")
        )
        assert api.query("sum(temperature) by (room) > 30", START) == answer()
        assert api.query("1 / 0", START) == answer(series((START, float("inf"))))
        assert api.query("'text'", START) == answer(series())
        assert str(api.query('temperature{room="b"}', START).series[0].samples[0].value) == "nan"

    def test_a_range(self, api) -> None:
        assert api.query_range('temperature{room="a"}', START, START + 60, 30.0) == answer(
            series(
                (START, 20.0),
                (START + 30, 20.0),
                (START + 60, 21.0),
                __name__="temperature",
                room="a",
            )
        )
        assert api.query("temperature{room='a'}[5m]", START + 60) == answer(
            series((START, 20.0), (START + 60, 21.0), __name__="temperature", room="a")
        )

    def test_a_refusal_names_the_expression_and_the_reason(self, api) -> None:
        with pytest.raises(PromQLError) as caught:
            api.query("up =", START)
        assert str(caught.value) == (
            "Prometheus refuses 'up =': 1:4: parse error: unexpected \"=\""
        )

        with pytest.raises(PromQLError, match="exceeded maximum resolution of 11,000 points"):
            api.query_range("up", START, START + 86_400, 1.0)
        with pytest.raises(PromQLError, match=r"^Prometheus refuses 'up\[5m': "):
            api.query_exemplars("up[5m", START, START)
        with pytest.raises(PromQLError, match=r"^Prometheus refuses 'up, {}': "):
            api.series(["up", "{}"], START, START)
        with pytest.raises(PromQLError, match=r"^Prometheus refuses 'no label': "):
            api.label_values("no label", [], START, START)

    def test_many_at_a_time_come_back_in_order(self, api) -> None:
        queries = [
            Instant(expr=f"temperature{{room='a'}} * {n} {'=' * (n == 7)}", at=START)
            for n in range(40)
        ]
        queries.append(Range(expr="vector(1)", start=START, end=START + 1, step=1))

        *found, last = api.many(queries)

        assert found.pop(7) == Refused(reason='1:27: parse error: unexpected "="')
        assert [one.series[0].samples[0].value for one in found] == [
            20.0 * n for n in range(40) if n != 7
        ]
        assert last == answer(series((START, 1.0), (START + 1, 1.0)))
        assert api.many([]) == []

    def test_series_and_label_values(self, api) -> None:
        rooms = [{"__name__": "temperature", "room": "a"}, {"__name__": "temperature", "room": "b"}]

        assert list(api.series(["temperature"], START, START + 60)) == rooms
        assert api.series(['{room="c"}'], START, START + 60) == ()
        assert api.label_values("room", ["temperature"], START, START + 60) == ("a", "b")
        assert api.label_values("__name__", [], START, START + 60) == ("temperature",)
        assert api.label_names(["temperature"], START, START + 60) == ("__name__", "room")
        with pytest.raises(PromQLError, match=r"^Prometheus refuses '\{\}': "):
            api.label_names(["{}"], START, START)

    def test_targets_and_exemplars(self, api, page) -> None:
        deadline = time.monotonic() + 30.0  # it waits 5 seconds before it scrapes at all
        targets: dict[str, Target] = {}
        # A scrape that took longer than its second is told as another error, until the next one.
        while {(one.health, one.error.rpartition(": ")[2]) for one in targets.values()} != {
            ("up", ""),
            ("down", "connection refused"),
        }:
            assert time.monotonic() < deadline, targets
            time.sleep(0.05)
            targets = {target.labels["job"]: target for target in api.targets()}

        discovered = targets["page"].discovered
        assert (discovered["__address__"], discovered["__scheme__"]) == (page, "http")
        assert targets["page"] == Target(
            url=f"http://{page}/metrics",
            labels={"instance": page, "job": "page"},
            health="up",
            error="",
            discovered=discovered,
            interval=1.0,
        )
        assert targets["down"].health == "down"
        assert targets["down"].error.endswith("connect: connection refused")
        now = time.time()
        while not (stored := api.query_exemplars('calls_total{model="x"}', now - 3600, now)):
            assert time.monotonic() < deadline  # it is up before what was scraped is stored
            time.sleep(0.05)
            now = time.time()
        (exemplar,) = stored
        assert exemplar == Exemplar(
            metric={"__name__": "calls_total", "instance": page, "job": "page", "model": "x"},
            labels={"trace_id": "abc"},
            sample=Sample(exemplar.sample.at, 0.5),
        )
        assert now - 3600 < exemplar.sample.at <= time.time()

    def test_a_family_is_declared_with_samples_or_without(self, api) -> None:
        deadline = time.monotonic() + 30.0
        # Line by line, as a scrape reads them: the one may be there before the other.
        while not (api.declares("calls") and api.declares("silent")):
            assert time.monotonic() < deadline
            time.sleep(0.05)

        assert not api.declares("calls_total")

    def test_flags_and_build(self, api) -> None:
        assert api.flags()["enable-feature"] == "exemplar-storage"
        assert api.build_info().version[0].isdigit()


@pytest.fixture
def asking(mock_http):
    """`asking(status, body)` is an Api of a server that always answers so."""

    def build(status: int, body: object) -> Api:
        content = body if isinstance(body, str) else json.dumps(body)
        http = mock_http(lambda _: httpx.Response(status, text=content))
        return Api(http, "http://host/prometheus")

    return build


WHERE = "http://host/prometheus/api/v1/query"


@pytest.mark.parametrize("base", ["http://host/prometheus", "http://host/prometheus//"])
def test_the_address_may_have_a_path(mock_http, base) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert (request.method, str(request.url)) == ("POST", WHERE)
        assert parse_qs(request.content.decode()) == {"query": ["up"], "time": ["1700000000.500"]}
        assert request.headers["accept"] == "application/json"
        return httpx.Response(200, json={"data": {"resultType": "vector", "result": []}})

    assert Api(mock_http(handler), base).query("up", START + 0.5) == answer()


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, {"status": "error", "errorType": "bad_data", "error": "bad"}, "bad"),
        (
            422,
            {"status": "error", "errorType": "execution", "error": "many-to-many"},
            "many-to-many",
        ),
        (503, {"status": "error", "errorType": "timeout", "error": "too slow"}, "too slow"),
    ],
)
def test_what_prometheus_refuses_is_a_value_among_many(asking, status, body, reason) -> None:
    assert asking(status, body).many([Instant(expr="up", at=START)]) == [Refused(reason=reason)]


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, "", f"'{WHERE}' lets nobody in without the right credentials"),
        (403, {"error": "no"}, f"'{WHERE}' lets nobody in without the right credentials"),
        (404, "404 page not found", f"'{WHERE}' is not the API of a Prometheus"),
        (429, {"error": "slow down"}, f"'{WHERE}' answers with the status 429"),
        (503, "<html>", f"'{WHERE}' answers with the status 503"),
        (500, ["error"], f"'{WHERE}' answers with the status 500"),
        (400, {"error": 1}, f"'{WHERE}' answers with the status 400"),
        (302, "", f"'{WHERE}' answers with the status 302"),
        (200, "<html>", f"'{WHERE}' did not answer in JSON"),
        (200, [], f"'{WHERE}' is not the API of a Prometheus"),
        (200, {"data": None}, f"'{WHERE}' is not the API of a Prometheus"),
        (
            200,
            {"data": {"resultType": "tensor", "result": []}},
            f"'{WHERE}' is not the API of a Prometheus",
        ),
        (
            200,
            {"data": {"resultType": "scalar", "result": [1, "one"]}},
            f"'{WHERE}' is not the API of a Prometheus",
        ),
    ],
)
def test_what_is_no_answer_is_an_error(asking, status, body, message) -> None:
    for ask in (
        lambda api: api.query("up", START),
        lambda api: api.many([Instant(expr="up", at=0)]),
    ):
        with pytest.raises(FetchError) as caught:
            ask(asking(status, body))
        assert str(caught.value) == message


def test_a_refusal_where_nothing_was_asked_is_an_error(asking) -> None:
    with pytest.raises(FetchError) as caught:
        asking(400, {"error": "tenant missing"}).build_info()

    assert str(caught.value) == (
        "'http://host/prometheus/api/v1/status/buildinfo' refuses to answer: tenant missing"
    )


def test_one_server_that_is_gone_ends_all() -> None:
    timing = Timing(sleep=lambda _seconds: None)
    with (
        refusing() as port,
        Http(timing=timing) as http,
        pytest.raises(FetchError, match=r"^nothing listens at "),
    ):
        Api(http, f"http://127.0.0.1:{port}").many([Instant(expr="up", at=START)] * 3)


def test_the_rules_that_are_evaluated(asking) -> None:
    rule = {"name": "Down", "type": "alerting", "query": "up == 0"}
    groups = [{"name": "g", "rules": [rule]}]

    (group,) = asking(200, {"status": "success", "data": {"groups": groups}}).rules()
    assert (group.name, [one.expr for one in group.rules]) == ("g", ["up == 0"])


@pytest.mark.parametrize(("data", "kept"), [({"storageRetention": "15d"}, "15d"), ({}, "")])
def test_how_long_samples_are_kept(asking, data, kept) -> None:
    assert asking(200, {"status": "success", "data": data}).retention() == kept


def test_who_answers(mock_http) -> None:
    answer = httpx.Response(200, json={"data": {"version": "3.8.0"}}, headers={"X-Some": "Thing"})
    identity = Api(mock_http(lambda _: answer), "http://host").identity()

    assert identity.build == {"version": "3.8.0"}
    assert identity.headers["x-some"] == "Thing"


@pytest.mark.parametrize(
    ("status", "body", "there"),
    [(200, {"status": "success", "data": []}, True), (404, "not found", False), (200, [], False)],
)
def test_whether_a_path_is_there(asking, status, body, there) -> None:
    assert asking(status, body).has("stores") is there
