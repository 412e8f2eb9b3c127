from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.classic import ClassicApi
from archestra_ops.grafana.api.errors import RefusedError
from archestra_ops.grafana.api.model import Folder, Revision, Saved, Stored, Summary

ENTRY = {
    "version": 3,
    "created": "2026-01-01T00:00:00Z",
    "createdBy": "ada",
    "message": "hi",
    "uid": "b",
}
SAVED = {"status": "success", "url": "/sub/d/b/board", "version": 4, "uid": "b"}


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        ([ENTRY], Revision(version=3, message="hi", author="ada", created="2026-01-01T00:00:00Z")),
        (
            {"continueToken": "", "versions": [ENTRY]},
            Revision(version=3, message="hi", author="ada", created="2026-01-01T00:00:00Z"),
        ),
        ([{"version": 1}], Revision(version=1, message="", author="", created="")),
        ({"versions": []}, None),
        ([], None),
    ],
)
def test_the_newest_version_is_in_a_list_or_in_an_object(answering, versions, newest) -> None:
    server, book = answering({"GET /api/dashboards/uid/b/versions": (200, versions)})

    assert ClassicApi(server).newest("b") == newest
    assert ClassicApi(server).history("b") == ([] if newest is None else [newest])
    assert book.asked == [
        "GET /sub/api/dashboards/uid/b/versions?limit=1",
        "GET /sub/api/dashboards/uid/b/versions?limit=100",
    ]


@pytest.mark.parametrize(("version", "sent"), [(None, {}), (3, {"version": 3})])
def test_what_is_sent_to_be_saved(answering, version, sent) -> None:
    server, book = answering({"POST /api/dashboards/db": (200, SAVED)})
    board = {"id": 5, "uid": "b", "title": "Board", "version": 99}

    saved = ClassicApi(server).save(
        board, folder_uid="f", message="why", version=version, overwrite=False
    )

    assert saved == Saved(path="/d/b/board", version=4)
    assert book.sent() == {
        "dashboard": {"uid": "b", "title": "Board", **sent},
        "folderUid": "f",
        "message": "why",
        "overwrite": False,
    }
    assert board["version"] == 99


def test_a_dashboard_is_read_with_what_surrounds_it(answering) -> None:
    document = {
        "meta": {
            "url": "/sub/d/b/board",
            "folderUid": "general",
            "version": 3,
            "provisioned": True,
            "provisionedExternalId": "b.json",
        },
        "dashboard": {"uid": "b", "title": "Board", "version": 3},
    }
    server, _ = answering({"GET /api/dashboards/uid/b": (200, document)})

    assert ClassicApi(server).dashboard("b") == Stored(
        uid="b",
        title="Board",
        folder_uid="",
        version=3,
        path="/d/b/board",
        dashboard={"uid": "b", "title": "Board", "version": 3},
        provisioned=True,
        manager="b.json",
    )


def test_one_in_the_newer_schema_is_explained(answering) -> None:
    server, _ = answering({"GET /api/dashboards/uid/b": (406, {"message": "not supported"})})

    with pytest.raises(RefusedError, match="has that dashboard in the schema v2 only") as caught:
        ClassicApi(server).dashboard("b")
    assert caught.value.hint == "--api apps can"


def test_a_dashboard_in_the_newer_schema_is_never_sent(answering) -> None:
    server, book = answering({})
    board = {"uid": "b", "title": "Board", "elements": {}, "layout": {"kind": "GridLayout"}}

    with pytest.raises(OpsError, match=r"^the dashboard 'Board' is in Grafana's schema v2"):
        ClassicApi(server).save(board, folder_uid="", message="", version=None, overwrite=True)
    assert book.seen == []


def test_a_search_reads_every_page(answering) -> None:
    def hit(number: int) -> dict[str, object]:
        return {"uid": f"{number}", "title": f"T{number}", "url": f"/d/{number}/t", "tags": None}

    pages = [(200, [hit(number) for number in range(1000)]), (200, [hit(1000)])]
    server, book = answering({"GET /api/search": pages})

    found = ClassicApi(server).search(folder_uid="")
    assert len(found) == 1001
    assert found[-1] == Summary(
        uid="1000", title="T1000", folder_uid="", folder_title="", tags=(), path="/d/1000/t"
    )
    assert book.asked == [
        "GET /sub/api/search?type=dash-db&limit=1000&page=1",
        "GET /sub/api/search?type=dash-db&limit=1000&page=2",
    ]


def test_a_search_sends_its_conditions_and_checks_them(answering) -> None:
    hits = [
        {"uid": "a", "title": "A", "url": "/d/a/a", "tags": ["x"], "folderUid": "f"},
        {"uid": "b", "title": "B", "url": "/d/b/b", "tags": ["x"], "folderUid": "g"},
        {"uid": "c", "title": "C", "url": "/d/c/c", "tags": ["y"], "folderUid": "f"},
        {"uid": "d", "title": "D", "url": "/d/d/d", "tags": ["x"], "folderUid": "f"},
    ]
    server, book = answering({"GET /api/search": (200, hits)})

    found = ClassicApi(server).search(uids=["a", "b", "c"], tag="x", folder_uid="f")
    assert [each.uid for each in found] == ["a"]
    assert book.asked == [
        (
            "GET /sub/api/search?type=dash-db&limit=1000&page=1"
            "&dashboardUIDs=a&dashboardUIDs=b&dashboardUIDs=c&tag=x&folderUIDs=f"
        )
    ]


def test_folders_are_those_in_the_folder_asked_for(answering) -> None:
    folders = [{"uid": "a", "title": "A"}, {"uid": "b", "title": "B", "parentUid": "p"}]
    server, book = answering({"GET /api/folders": (200, folders)})
    grafana = ClassicApi(server)

    assert grafana.folders() == [Folder(uid="a", title="A")]
    assert grafana.folders("p") == [Folder(uid="b", title="B", parent_uid="p")]
    assert book.asked == [
        "GET /sub/api/folders?limit=1000&page=1",
        "GET /sub/api/folders?limit=1000&page=1&parentUid=p",
    ]


def test_a_path_is_what_comes_behind_the_address(answering) -> None:
    saved = SAVED | {"url": "/d/own/sub-path/d/b/board"}
    server, _ = answering({"POST /api/dashboards/db": (200, saved)})

    save = ClassicApi(server).save
    board = {"uid": "b", "title": "Board"}
    assert save(board, folder_uid="", message="", version=1, overwrite=False).path == "/d/b/board"
