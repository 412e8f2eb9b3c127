"""What only the tests' own Grafana has: its installations, its editions, its record."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import httpx
import pytest

from tests.servers.fault import Fault
from tests.servers.faults import FaultProxy
from tests.servers.grafana import FakeGrafana, search, server
from tests.servers.grafana.instance import asking
from tests.servers.grafana.replies import Reply, Request
from tests.servers.grafana.routing import Answering

BOARD = {"uid": "b", "title": "B"}


def test_under_a_sub_path_everything_has_it() -> None:
    with asking(FakeGrafana(11, sub_path="/grafana/")) as grafana:
        grafana.put_board(BOARD)

        assert grafana.url.endswith("/grafana")
        assert grafana.board("b")["meta"]["url"] == "/grafana/d/b/b"
        assert grafana.done("GET", "/api/search")[0]["url"] == "/grafana/d/b/b"
        assert grafana.done("GET", "/api/frontend/settings")["appSubUrl"] == "/grafana"
        grafana.url = grafana.url.removesuffix("/grafana")
        beside = grafana.ask("GET", "/api/health")
        assert (beside.status, "Not Found" in beside.document) == (404, True)


def test_pages_for_people() -> None:
    with asking(FakeGrafana()) as grafana:
        assert grafana.ask("GET", "/").status == 302
        assert "Log in" in grafana.ask("GET", "/login").document
        assert "not found" in grafana.ask("GET", "/nothing").document


@pytest.mark.parametrize(
    ("flags", "status", "document"),
    [
        ({"hides_version": True}, 200, {"database": "ok"}),
        (
            {"database": False},
            503,
            {"database": "failing", "version": "11.6.4", "commit": "0000000000"},
        ),
    ],
)
def test_health_of_other_installations(flags, status, document) -> None:
    with asking(FakeGrafana(11, **flags)) as grafana:
        answered = grafana.ask("GET", "/api/health")

    assert (answered.status, answered.document) == (status, document)


@pytest.mark.parametrize(
    ("version", "status", "text"), [(9, 404, "<!DOCTYPE"), (11, 404, "404 page not found")]
)
def test_before_13_there_are_no_boards_under_apis(version, status, text) -> None:
    with asking(FakeGrafana(version)) as grafana:
        answered = grafana.ask("GET", "/apis/dashboard.grafana.app")

    assert (answered.status, answered.document[: len(text)]) == (status, text)


def test_a_grafana_without_the_classic_api() -> None:
    with asking(FakeGrafana(13, classic=False)) as grafana:
        for path in ("/api/dashboards/uid/b", "/api/folders"):
            assert grafana.ask("GET", path).document == {"message": "Not found"}
        assert grafana.ask("GET", "/api/search").status == 200
        assert grafana.ask("GET", "/apis/dashboard.grafana.app").status == 200


def test_only_the_stable_version_of_the_api_has_a_history() -> None:
    query = "?labelSelector=grafana.app/get-history=true&fieldSelector=metadata.name=b"
    path = "/apis/dashboard.grafana.app/{}/namespaces/default/dashboards"
    with asking(FakeGrafana(13)) as grafana:
        grafana.put_board(BOARD)
        found = [
            len(grafana.done("GET", path.format(version) + query)["items"])
            for version in ("v1", "v1beta1", "v0alpha1")
        ]

    assert found == [1, 0, 0]


def test_in_9_an_overwrite_takes_the_place_of_the_board_of_the_same_title() -> None:
    other = {"dashboard": {"uid": "other", "title": "B"}}
    with asking(FakeGrafana(9)) as grafana:
        grafana.put_board(BOARD)

        refused = grafana.ask("POST", "/api/dashboards/db", other)
        told = grafana.done("POST", "/api/dashboards/db", {**other, "overwrite": True})

    assert (refused.status, refused.document["status"]) == (412, "name-exists")
    assert (told["uid"], told["version"]) == ("b", 2)


def test_9_reads_past_the_folder_of_a_search() -> None:
    with asking(FakeGrafana(9)) as grafana:
        grafana.put_board(BOARD)

        hits = grafana.done("GET", "/api/search?type=dash-db&folderUIDs=nowhere")

    assert [hit["uid"] for hit in hits] == ["b"]


def test_the_record_tells_reads_from_writes_and_how_many_at_once(monkeypatch) -> None:
    together = threading.Barrier(3)
    paused = []

    def sleep(seconds: float) -> None:
        paused.append(seconds)
        together.wait(30)

    with asking(FakeGrafana(11, delay=0.05)) as grafana:
        with monkeypatch.context() as patched, ThreadPoolExecutor(3) as pool:
            patched.setattr(server, "time", SimpleNamespace(sleep=sleep))
            list(pool.map(lambda _: grafana.ask("GET", "/api/search?limit=1"), range(3)))
        record = grafana.fake.record
        assert [str(each) for each in record.reads] == ["GET /api/search?limit=1 200"] * 3
        assert (record.most_in_flight, paused) == (3, [0.05] * 3)
        record.clear()
        grafana.ask("POST", "/api/ds/query", {})
        grafana.ask("POST", "/api/folders", {"title": "F"})

    assert [str(each) for each in record.reads] == ["POST /api/ds/query 400"]
    assert [str(each) for each in record.writes] == ["POST /api/folders 200"]
    assert json.loads(record.writes[0].request.body) == {"title": "F"}


def test_the_search_may_be_behind(monkeypatch) -> None:
    with asking(FakeGrafana(13, search_lag=0.1)) as grafana:
        grafana.put_board(BOARD)
        saved = grafana.fake.org().boards["b"].newest.at
        now = saved + 0.09
        monkeypatch.setattr(search, "time", SimpleNamespace(monotonic=lambda: now))
        assert grafana.done("GET", "/api/search") == []
        grafana.put_board({**BOARD, "title": "New"})
        now = saved + 0.1 + 1e-6  # the new one is more than a microsecond younger
        assert [hit["title"] for hit in grafana.done("GET", "/api/search")] == ["B"]


def test_a_fault_of_the_server_is_not_taken_for_an_answer(monkeypatch) -> None:
    def answer(_self: Answering, _request: Request) -> Reply:
        raise KeyError("ours")

    monkeypatch.setattr(Answering, "answer", answer)
    with (
        pytest.raises(KeyError, match="ours"),
        asking(FakeGrafana(11)) as grafana,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        grafana.ask("GET", "/api/org")


def test_a_save_whose_answer_is_lost_was_done() -> None:
    with (
        asking(FakeGrafana(11, sub_path="/grafana")) as grafana,
        FaultProxy(grafana.url, {1: Fault.RESET_AFTER, 2: Fault.RESET_BEFORE}) as proxy,
    ):
        direct, grafana.url = grafana.url, proxy.url
        for board in (BOARD, {"uid": "c", "title": "C"}):
            with pytest.raises(httpx.ReadError):
                grafana.put_board(board)
        grafana.url = direct

        assert [hit["uid"] for hit in grafana.done("GET", "/api/search")] == ["b"]


def test_a_test_may_be_cleaned_up_after() -> None:
    with asking(FakeGrafana(11)) as grafana:
        folder = grafana.put_folder("f")
        grafana.put_board({"uid": grafana.uid("in"), "title": "in"}, folder_uid=folder)
        grafana.put_board({"uid": grafana.uid("out"), "title": "out"})
        grafana.put_board(BOARD)
        grafana.put_datasource("p", "prometheus")
        grafana.somebody()
        grafana.clean()

        org = grafana.fake.org()
        assert (list(org.boards), org.folders, org.datasources) == (["b"], {}, {})
        assert grafana.fake.accounts.service_accounts == {}
