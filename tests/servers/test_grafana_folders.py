"""Folders and the search: what holds for any Grafana, ours or a real one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

TAKEN = {True: 409, False: 412}


def test_a_folder_is_made_and_found(grafana) -> None:
    uid = grafana.uid("folder")

    made = grafana.done("POST", "/api/folders", {"uid": uid, "title": f"F {uid}"})

    assert (made["uid"], made["title"], made["version"]) == (uid, f"F {uid}", 1)
    assert grafana.done("GET", f"/api/folders/{uid}")["canSave"] is True
    assert f"/dashboards/f/{uid}" in made["url"]
    listed = grafana.done("GET", "/api/folders?limit=1000")
    assert [each["title"] for each in listed if each["uid"] == uid] == [f"F {uid}"]


def test_a_folder_that_is_not_there(grafana) -> None:
    answered = grafana.ask("GET", f"/api/folders/{grafana.uid('nowhere')}")

    assert (answered.status, answered.document["message"]) == (404, "folder not found")


def test_a_uid_that_is_taken(grafana) -> None:
    uid = grafana.put_folder("folder")

    answered = grafana.ask("POST", "/api/folders", {"uid": uid, "title": "another"})

    assert answered.status == TAKEN[grafana.major < 13]
    assert grafana.done("GET", f"/api/folders/{uid}")["title"] == uid


def test_a_title_that_is_taken_until_11(grafana) -> None:
    grafana.put_folder("one", title=f"same {grafana.run}")
    body = {"uid": grafana.uid("two"), "title": f"same {grafana.run}"}

    assert grafana.ask("POST", "/api/folders", body).status in (
        {409} if grafana.major < 12 else {200, 409, 412}
    )


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"uid": "x" * 41, "title": "x"}, {"uid": "a b", "title": "x"}]
)
def test_what_is_refused(grafana, wrong) -> None:
    assert grafana.ask("POST", "/api/folders", wrong).status == 400


def test_of_two_that_are_made_at_once_one_is_there(grafana) -> None:
    uid = grafana.uid("folder")

    def make(_number: int) -> int:
        return grafana.ask("POST", "/api/folders", {"uid": uid, "title": uid}).status

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(make, range(4)))

    assert statuses[0] == 200
    # A real server may also find out from its database, which is a 500.
    assert set(statuses[1:]) <= ({409, 412} if grafana.fake else {200, 409, 412, 500})
    assert [each["uid"] for each in grafana.done("GET", "/api/folders")].count(uid) == 1


def test_a_new_title(grafana) -> None:
    uid = grafana.put_folder("folder")

    stale = grafana.ask("PUT", f"/api/folders/{uid}", {"title": "x", "version": 9})
    grafana.done("PUT", f"/api/folders/{uid}", {"title": f"new {uid}", "overwrite": True})

    assert stale.status in {409, 412}
    assert grafana.done("GET", f"/api/folders/{uid}")["title"] == f"new {uid}"


def test_a_folder_goes_with_all_that_is_in_it(grafana) -> None:
    folder = grafana.put_folder("folder")
    uid = grafana.uid("board")
    grafana.put_board({"uid": uid, "title": uid}, folder_uid=folder)

    grafana.done("DELETE", f"/api/folders/{folder}")

    assert grafana.ask("GET", f"/api/folders/{folder}").status == 404
    assert grafana.ask("GET", f"/api/dashboards/uid/{uid}").status == 404


@pytest.mark.grafana(since=11)
def test_folders_in_folders(grafana) -> None:
    outer = grafana.put_folder("outer")
    inner = grafana.put_folder("inner", parent_uid=outer)

    assert grafana.done("GET", f"/api/folders/{inner}")["parentUid"] == outer
    children = grafana.done("GET", f"/api/folders?parentUid={outer}")
    assert [each["uid"] for each in children] == [inner]
    top = [each["uid"] for each in grafana.done("GET", "/api/folders?limit=1000")]
    assert (outer in top, inner in top) == (True, False)


@pytest.mark.grafana(since=11)
def test_folders_may_not_be_too_deep(grafana) -> None:
    parent = ""
    for depth in range(4):
        parent = grafana.put_folder(f"f{depth}", parent_uid=parent)

    body = {"uid": grafana.uid("f4"), "title": "deep", "parentUid": parent}
    answered = grafana.ask("POST", "/api/folders", body)

    assert answered.status == 400
    assert answered.document["messageId"] == "folder.maximum-depth-reached"


def test_the_folder_that_is_the_root(grafana) -> None:
    assert grafana.done("GET", "/api/folders/general")["uid"] == "general"


def test_the_search(grafana) -> None:
    folder = grafana.put_folder("folder")
    tag = f"tag-{grafana.run}"
    for name in ("c", "a", "b"):
        uid = grafana.uid(name)
        grafana.put_board({"uid": uid, "title": uid, "tags": [tag, name]}, folder_uid=folder)

    def found(query: str) -> list[str]:
        hits = grafana.done("GET", f"/api/search?{query}")
        return [hit["uid"].partition("-")[0] for hit in hits]

    everything = grafana.settled(lambda: found(f"type=dash-db&tag={tag}"), ["a", "b", "c"])
    assert everything == ["a", "b", "c"]
    assert found(f"type=dash-db&tag={tag}&tag=b") == ["b"]
    assert found(f"type=dash-db&tag={tag}&limit=2") == ["a", "b"]
    assert found(f"type=dash-db&tag={tag}&limit=2&page=2") == ["c"]
    assert found(f"type=dash-db&tag={tag}&limit=2&page=3") == []
    pair = f"dashboardUIDs={grafana.uid('c')}&dashboardUIDs={grafana.uid('a')}"
    assert found(f"type=dash-db&{pair}") == ["a", "c"]
    assert found(f"type=dash-folder&query={folder}") == ["folder"]
    (hit,) = grafana.done("GET", f"/api/search?dashboardUIDs={grafana.uid('a')}")
    assert (hit["folderUid"], hit["folderTitle"], hit["type"]) == (folder, folder, "dash-db")
    assert hit["tags"] == [tag, "a"]
    assert f"/d/{grafana.uid('a')}/" in hit["url"]
    assert grafana.ask("GET", "/api/search?limit=5001").status == 422


@pytest.mark.grafana(since=11)
def test_the_search_in_a_folder(grafana) -> None:
    folder, tag = grafana.put_folder("folder"), f"tag-{grafana.run}"
    inside, outside = grafana.uid("inside"), grafana.uid("outside")
    grafana.put_board({"uid": inside, "title": inside, "tags": [tag]}, folder_uid=folder)
    grafana.put_board({"uid": outside, "title": outside, "tags": [tag]})

    for where, uid in ((folder, inside), ("general", outside)):
        query = f"type=dash-db&folderUIDs={where}&tag={tag}"

        def found(query: str = query) -> list[str]:
            return [hit["uid"] for hit in grafana.done("GET", f"/api/search?{query}")]

        assert grafana.settled(found, [uid]) == [uid]
