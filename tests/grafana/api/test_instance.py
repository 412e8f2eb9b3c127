from __future__ import annotations

import pytest

from archestra_ops.grafana.api.errors import ForbiddenError, GrafanaError, RefusedError
from archestra_ops.grafana.api.instance import Instance
from archestra_ops.grafana.api.model import Datasource, Health

QUERIES = [{"refId": "A"}, {"refId": "B"}]
FULL = {"frames": [{"data": {"values": [[1, 2], [3, 4]]}}, {"data": {"values": [[1], [2]]}}]}
EMPTY = {"frames": [{"data": {"values": [[], []]}}, {"data": {"values": []}}, {"schema": {}}]}


@pytest.mark.parametrize(
    ("status", "document", "health"),
    [
        (
            200,
            {"database": "ok", "version": "13.1.0", "commit": "x"},
            Health(ok=True, version="13.1.0", database="ok"),
        ),
        (200, {"database": "ok"}, Health(ok=True, version="", database="ok")),
        (503, {"database": "failing"}, Health(ok=False, version="", database="failing")),
        (
            503,
            {"database": "ok", "apiserver": "not ready"},
            Health(ok=False, version="", database="ok"),
        ),
    ],
)
def test_health(answering, status, document, health) -> None:
    server, _ = answering({"GET /api/health": (status, document)})
    assert Instance(server).health() == health


def test_another_servers_health_is_none(answering) -> None:
    server, _ = answering({"GET /api/health": (200, {"status": "UP"})})
    with pytest.raises(GrafanaError, match=r"but not as Grafana does$"):
        Instance(server).health()


def test_datasources(answering) -> None:
    full = {
        "uid": "p",
        "name": "Prom",
        "type": "prometheus",
        "url": "http://prometheus:9090",
        "isDefault": True,
        "readOnly": True,
        "jsonData": {"httpMethod": "POST"},
    }
    bare = {"uid": "t", "name": "Tempo", "type": "tempo", "jsonData": None}
    server, _ = answering({"GET /api/datasources": (200, [full, bare])})

    assert Instance(server).datasources() == [
        Datasource(
            uid="p",
            name="Prom",
            type="prometheus",
            is_default=True,
            read_only=True,
            url="http://prometheus:9090",
            json_data={"httpMethod": "POST"},
        ),
        Datasource(uid="t", name="Tempo", type="tempo", json_data={}),
    ]


@pytest.mark.parametrize(
    ("status", "document", "health"),
    [
        (200, {"status": "OK", "message": "works"}, (True, "works")),
        (200, {"status": "ERROR", "message": "refused"}, (False, "refused")),
        (400, {"status": "ERROR", "message": "no route to host"}, (False, "no route to host")),
        (404, {"message": "Data source not found"}, (False, "Data source not found")),
        (501, {"message": "Method not implemented"}, (False, "Method not implemented")),
        (500, {}, (False, "status 500")),
    ],
)
def test_the_health_of_a_datasource(answering, status, document, health) -> None:
    server, _ = answering({"GET /api/datasources/uid/p/health": (status, document)})
    assert Instance(server).datasource_health("p") == health


def test_whoever_may_not_query_does_not_hear_of_health(answering) -> None:
    server, _ = answering({"GET /api/datasources/uid/p/health": (403, {"message": "no"})})
    with pytest.raises(ForbiddenError, match=r"lacks 'datasources:query'$"):
        Instance(server).datasource_health("p")


@pytest.mark.parametrize(
    ("status", "results", "outcome"),
    [
        (200, {"A": FULL, "B": EMPTY}, {"A": 2, "B": 0}),
        (207, {"A": FULL, "B": {"error": "bad", "status": 400}}, {"A": 2, "B": "bad"}),
        (400, {"A": {"frames": None}, "B": {"error": "bad"}}, {"A": 0, "B": "bad"}),
        (200, {"A": FULL}, {"A": 2, "B": "no answer came for it"}),
    ],
)
def test_queries_are_answered_one_by_one(answering, status, results, outcome) -> None:
    server, book = answering({"POST /api/ds/query": (status, {"results": results})})

    assert Instance(server).query(QUERIES, 1_700_000_000.5, 1_700_000_060.0) == outcome
    assert book.sent() == {"queries": QUERIES, "from": "1700000000500", "to": "1700000060000"}


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        ((400, {"message": "Invalid time range"}), RefusedError, "Invalid time range"),
        ((403, {"message": "no"}), ForbiddenError, "lacks 'datasources:query'"),
        ((200, {"data": []}), GrafanaError, "not as Grafana does"),
        ((200, {"results": {"A": "x"}}), GrafanaError, "not as Grafana does"),
    ],
)
def test_what_is_no_answer_to_queries(answering, answer, kind, message) -> None:
    server, _ = answering({"POST /api/ds/query": answer})
    with pytest.raises(kind, match=message):
        Instance(server).query(QUERIES, 0, 1)


def test_what_the_login_may_do(answering) -> None:
    path = "GET /api/access-control/user/permissions"
    server, _ = answering({path: (200, {"dashboards:read": ["dashboards:*"], "orgs:read": [""]})})
    untold, _ = answering({path: (404, {"message": "Not found"})})

    assert Instance(server).permissions() == {
        "dashboards:read": ["dashboards:*"],
        "orgs:read": [""],
    }
    assert Instance(untold).permissions() is None


@pytest.mark.parametrize(
    ("status", "document", "may"),
    [
        (200, {"uid": "ops", "canSave": True}, True),
        (200, {"uid": "ops", "canSave": False}, False),
        (404, {"message": "folder not found"}, None),
    ],
)
def test_whether_it_may_write_in_a_folder(answering, status, document, may) -> None:
    server, _ = answering({"GET /api/folders/ops": (status, document)})

    assert Instance(server).may_write("ops") is may


def test_the_values_of_a_label(answering) -> None:
    path = "/api/datasources/uid/p/resources/api/v1/label/job/values"
    server, book = answering({f"GET {path}": (200, {"status": "success", "data": ["a", "b"]})})

    assert Instance(server).label_values("p", "job", 'up{a="b"}', (60.0, 120.0)) == ["a", "b"]
    assert book.asked == [f"GET /sub{path}?match%5B%5D=up%7Ba%3D%22b%22%7D&start=60&end=120"]


def test_values_that_are_none(answering) -> None:
    path = "GET /api/datasources/uid/p/resources/api/v1/label/job/values"
    server, _ = answering({path: (200, {"status": "success"})})

    with pytest.raises(GrafanaError, match=r"but not as Grafana does$"):
        Instance(server).label_values("p", "job", "up", (0.0, 1.0))
