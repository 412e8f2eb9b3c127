"""Datasources, their health and what they are asked: for any Grafana, ours or a real one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

SERIES = {"metric": {"job": "web"}, "value": [1, "1"], "values": [[1, "1"]]}
WRONG = {"status": "error", "errorType": "bad_data", "error": "parse error"}


class _Prometheus(BaseHTTPRequestHandler):
    """What Prometheus says to `up`, to `absent` and to anything that is wrong."""

    def _handle(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        expression = (parse_qs(query) | parse_qs(body)).get("query", [""])[0]
        kind = "matrix" if path.endswith("range") else "vector"
        result = [] if expression == "absent" else [SERIES]
        document = {"status": "success", "data": {"resultType": kind, "result": result}}
        if path.endswith("/values"):
            document["data"] = ["web"]
        self._send(400, WRONG) if expression == "up(" else self._send(200, document)

    do_GET = do_POST = _handle  # noqa: N815 - the names that http.server calls

    def _send(self, status: int, document: object) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def prometheus() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Prometheus)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_datasource(grafana) -> None:
    uid = grafana.put_datasource("tempo", "tempo", url="http://tempo:3200", jsonData={"x": 1})

    read = grafana.done("GET", f"/api/datasources/uid/{uid}")
    (listed,) = [each for each in grafana.done("GET", "/api/datasources") if each["uid"] == uid]

    for each in (read, listed):
        assert (each["name"], each["type"], each["url"]) == (uid, "tempo", "http://tempo:3200")
        assert (each["jsonData"], each["readOnly"], each["isDefault"]) == ({"x": 1}, False, False)
    changed = {**read, "jsonData": {"x": 2}}
    grafana.done("PUT", f"/api/datasources/uid/{uid}", changed)
    assert grafana.done("GET", f"/api/datasources/uid/{uid}")["jsonData"] == {"x": 2}
    grafana.done("DELETE", f"/api/datasources/uid/{uid}")
    gone = grafana.ask("GET", f"/api/datasources/uid/{uid}")
    assert (gone.status, gone.document["message"]) == (404, "Data source not found")


def test_a_name_that_is_taken(grafana) -> None:
    uid = grafana.put_datasource("p", "prometheus")
    body = {"name": uid, "type": "prometheus", "access": "proxy"}

    answered = grafana.ask("POST", "/api/datasources", body)

    assert answered.status == 409
    assert answered.document["message"] == "data source with the same name already exists"


def test_health(grafana, prometheus) -> None:
    well = grafana.put_datasource("well", "prometheus", url=prometheus)
    ill = grafana.put_datasource("ill", "prometheus", url="http://127.0.0.1:9")

    healthy = grafana.ask("GET", f"/api/datasources/uid/{well}/health")
    broken = grafana.ask("GET", f"/api/datasources/uid/{ill}/health")

    assert (healthy.status, healthy.document["status"]) == (200, "OK")
    assert healthy.document["message"] == "Successfully queried the Prometheus API."
    assert (broken.status, broken.document["status"]) == (400, "ERROR")
    assert "refused" in broken.document["message"]


def test_queries(grafana, prometheus) -> None:
    uid = grafana.put_datasource("p", "prometheus", url=prometheus)

    def query(ref: str, expression: str, **more: object) -> dict[str, object]:
        source = {"type": "prometheus", "uid": uid}
        more = {"range": True, "intervalMs": 15000, "maxDataPoints": 100, **more}
        return {"refId": ref, "datasource": source, "expr": expression, **more}

    def ask(*queries: object) -> tuple[int, dict[str, dict[str, object]]]:
        body = {"queries": queries, "from": "now-1h", "to": "now"}
        answered = grafana.ask("POST", "/api/ds/query", body)
        return answered.status, answered.document["results"]

    status, results = ask(query("A", "up"), query("B", "up", instant=True, range=False))
    assert (status, set(results)) == (200, {"A", "B"})
    assert all(each["frames"][0]["data"]["values"] for each in results.values())
    status, results = ask(query("A", "absent"))
    assert status == 200
    assert not any(frame["data"]["values"][:1] != [[]] for frame in results["A"].get("frames", ()))
    status, results = ask(query("A", "up"), query("B", "up("))
    assert status == 400
    assert "parse error" in results["B"]["error"]
    assert "error" not in results["A"]


def test_the_values_of_a_label(grafana, prometheus) -> None:
    uid = grafana.put_datasource("p", "prometheus", url=prometheus)
    path = f"/api/datasources/uid/{uid}/resources/api/v1/label/job/values?match%5B%5D=up"

    answered = grafana.ask("GET", path)

    assert (answered.status, answered.document["data"]) == (200, ["web"])


def test_a_query_of_nothing(grafana) -> None:
    times = {"from": "now-1h", "to": "now"}
    source = {"refId": "A", "datasource": {"uid": grafana.uid("nothing")}}

    assert grafana.ask("POST", "/api/ds/query", {"queries": [], **times}).status == 400
    assert grafana.ask("POST", "/api/ds/query", {"queries": [source], **times}).status == 404
