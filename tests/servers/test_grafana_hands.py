"""The states that other hands bring the tests' own Grafana to."""

from __future__ import annotations

import pytest

from tests.servers.grafana import FakeGrafana
from tests.servers.grafana.instance import asking

BOARD = {"uid": "b", "title": "B"}


@pytest.mark.parametrize("version", [9, 11, 13])
def test_a_board_that_a_file_keeps(version) -> None:
    body = {"dashboard": BOARD, "overwrite": True}
    with asking(FakeGrafana(version)) as grafana:
        grafana.fake.provision(BOARD)

        meta = grafana.board("b")["meta"]
        saved = grafana.ask("POST", "/api/dashboards/db", body)
        deleted = grafana.ask("DELETE", "/api/dashboards/uid/b")

    assert (meta["provisioned"], meta["provisionedExternalId"]) == (True, "b.json")
    assert (saved.status, saved.document["message"]) == (400, "Cannot save provisioned dashboard")
    assert (deleted.status, deleted.document["message"]) == (
        400,
        "provisioned dashboard cannot be deleted",
    )


def test_a_board_of_a_repository_is_changed_by_nobody_else() -> None:
    path = "/apis/dashboard.grafana.app/v1/namespaces/default/dashboards/b"
    with asking(FakeGrafana(13)) as grafana:
        grafana.fake.provision(BOARD, kind="repo", name="main")
        answered = grafana.ask("PUT", path, {"metadata": {"name": "b"}, "spec": {"title": "x"}})

    assert (answered.status, answered.document["reason"]) == (403, "Forbidden")


def test_other_hands() -> None:
    with asking(FakeGrafana(11)) as grafana:
        fake = grafana.fake
        fake.add_folder("f", "F", editors=False)
        fake.write_board(BOARD, folder_uid="f", message="mine", author="ada")
        fake.write_board({**BOARD, "x": 1}, folder_uid="f", author="bob")

        told = [(each["createdBy"], each["message"]) for each in grafana.versions("b")]
        assert told == [("bob", ""), ("ada", "mine")]
        body = {"dashboard": {**BOARD, "version": 2}, "folderUid": "f"}
        editor = fake.add_token("Editor")
        assert grafana.ask("POST", "/api/dashboards/db", body, token=editor).status == 403


def test_what_is_said_of_a_datasource_is_as_the_test_says() -> None:
    def answer(query: dict[str, object]) -> int | str:
        return 2 if query["expr"] == "up" else "parse error"

    queries = [
        {"refId": name, "datasource": {"uid": "p"}, "expr": expr}
        for name, expr in (("A", "up"), ("B", "("))
    ]
    body = {"queries": queries, "from": "1700000000000", "to": "1700003600000"}
    with asking(FakeGrafana(11)) as grafana:
        grafana.fake.add_datasource(
            "p", "prometheus", health=(False, "no"), answer=answer, read_only=True
        )
        health = grafana.ask("GET", "/api/datasources/uid/p/health")
        answered = grafana.ask("POST", "/api/ds/query", body)
        refused = grafana.ask("DELETE", "/api/datasources/uid/p")

    assert (health.status, health.document) == (400, {"status": "ERROR", "message": "no"})
    assert answered.status == 400
    assert len(answered.document["results"]["A"]["frames"]) == 2
    assert answered.document["results"]["B"]["error"] == "parse error"
    assert refused.status == 403


def test_organisations_do_not_see_each_other() -> None:
    with asking(FakeGrafana(13)) as grafana:
        grafana.fake.add_org(2, "Second")
        token = grafana.fake.add_token("Admin", 2)
        grafana.put_board(BOARD)

        assert grafana.ask("GET", "/api/org", token=token).document["name"] == "Second"
        assert grafana.ask("GET", "/api/dashboards/uid/b", token=token).status == 404
        path = "/apis/dashboard.grafana.app/v1/namespaces/org-2/dashboards"
        assert grafana.ask("GET", path, token=token).document["items"] == []
        assert grafana.ask("GET", path).status == 403
        wrong = {"X-Grafana-Org-Id": "1"}
        assert grafana.ask("GET", "/api/org", token=token, **wrong).status == 401
        admin = {"Authorization": "Basic YWRtaW46YWRtaW4=", "X-Grafana-Org-Id": "2"}
        assert grafana.ask("GET", "/api/org", token="", **admin).document["id"] == 2
