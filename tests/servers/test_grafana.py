"""Boards: what holds for any Grafana, ours or a real one."""

from __future__ import annotations

import pytest

from tests.servers.grafana.instance import Answered, Instance

CHANGED = {
    True: (412, "The dashboard has been changed by someone else"),
    False: (409, "Dashboard already exists. Use overwrite flag to update."),
}


def spec(grafana: Instance, name: str = "board", **more: object) -> dict[str, object]:
    uid = grafana.uid(name)
    return {"uid": uid, "title": f"Title of {uid}", "schemaVersion": 41, "tags": ["ops"], **more}


def save(grafana: Instance, dashboard: object, **more: object) -> Answered:
    return grafana.ask("POST", "/api/dashboards/db", {"dashboard": dashboard, **more})


def said(answered: Answered) -> tuple[int, str]:
    return answered.status, answered.document["message"]


def test_a_new_board(grafana) -> None:
    folder = grafana.put_folder("folder")
    sent = spec(grafana, panels=[])

    answered = save(grafana, sent, folderUid=folder, message="first")

    assert answered.status == 200
    told = answered.document
    assert (told["status"], told["uid"], told["version"]) == ("success", sent["uid"], 1)
    assert told["url"].endswith(f"/d/{sent['uid']}/{told['slug']}")
    read = grafana.board(sent["uid"])
    assert read["meta"]["folderUid"] == folder
    assert read["meta"]["folderTitle"] == folder
    assert not read["meta"]["provisioned"]
    assert read["meta"]["url"] == told["url"]
    assert read["meta"]["version"] == 1
    # The server puts keys of its own in, so that what is read is not what was sent.
    assert read["dashboard"] == {**read["dashboard"], **sent, "id": told["id"], "version": 1}
    assert read["dashboard"] != sent


def test_an_existing_board_is_not_replaced_without_its_version(grafana) -> None:
    sent = spec(grafana)
    save(grafana, sent)

    for version in ({}, {"version": 7}):
        answered = save(grafana, {**sent, **version, "description": "mine"})
        assert said(answered) == CHANGED[grafana.major < 13]
        if grafana.major < 13:
            assert answered.document["status"] == "version-mismatch"

    assert grafana.board(sent["uid"])["dashboard"].get("description") is None


@pytest.mark.parametrize("how", [{"version": 1}, {"overwrite": True}])
def test_an_existing_board_is_replaced_by_version_or_by_force(grafana, how) -> None:
    sent = spec(grafana)
    save(grafana, sent)
    changed = {**sent, "description": "new", **({"version": 1} if "version" in how else {})}

    answered = save(grafana, changed, overwrite=how.get("overwrite", False), message="second")

    assert (answered.status, answered.document["version"]) == (200, 2)
    assert [each["message"] for each in grafana.versions(sent["uid"])] == ["second", ""]


def test_a_version_is_enough_only_once(grafana) -> None:
    sent = spec(grafana)
    save(grafana, sent)

    statuses = [
        save(grafana, {**sent, "version": 1, "description": text}).status for text in ("a", "b")
    ]

    assert statuses == [200, CHANGED[grafana.major < 13][0]]


def test_a_folder_that_is_left_out_moves_the_board_to_the_root(grafana) -> None:
    sent = spec(grafana)
    grafana.put_board(sent, folder_uid=grafana.put_folder("folder"))

    grafana.put_board({**sent, "description": "new"})

    assert grafana.board(sent["uid"])["meta"]["folderUid"] in {"", "general"}


def test_a_folder_that_is_not_there(grafana) -> None:
    answered = save(grafana, spec(grafana), folderUid=grafana.uid("nowhere"))

    assert answered.status in {400, 404}
    assert "not found" in answered.document["message"]


@pytest.mark.parametrize(
    ("wrong", "status"), [({"uid": "x" * 41}, 400), ({"uid": "a b"}, 400), ({"title": ""}, 400)]
)
def test_what_is_refused(grafana, wrong, status) -> None:
    assert save(grafana, {**spec(grafana), **wrong}).status == status


def test_an_unknown_number_is_no_new_board(grafana) -> None:
    sent = spec(grafana, id=4242424242)
    del sent["uid"]

    answered = save(grafana, sent)

    assert said(answered) == (404, "Dashboard not found")


def test_bad_json(grafana) -> None:
    assert said(grafana.ask("POST", "/api/dashboards/db", ["no object"])) == (
        400,
        "bad request data",
    )


@pytest.mark.grafana(since=13)
def test_too_long_a_message(grafana) -> None:
    assert save(grafana, spec(grafana), message="x" * 500).status == 200
    assert save(grafana, spec(grafana, "other"), message="x" * 501).status == 400


@pytest.mark.grafana(since=13)
def test_the_schema_v2_is_refused(grafana) -> None:
    answered = save(grafana, {"title": "new", "elements": {}, "layout": {"kind": "GridLayout"}})

    assert answered.status == 400
    assert "v2" in answered.document["message"]


def test_a_board_that_is_not_there(grafana) -> None:
    uid = grafana.uid("nobody")

    assert said(grafana.ask("GET", f"/api/dashboards/uid/{uid}")) == (404, "Dashboard not found")
    assert grafana.ask("GET", f"/api/dashboards/uid/{uid}/versions?limit=1").status == 404
    assert grafana.ask("DELETE", f"/api/dashboards/uid/{uid}").status == 404


def test_deleting(grafana) -> None:
    sent = spec(grafana)
    save(grafana, sent)

    answered = grafana.ask("DELETE", f"/api/dashboards/uid/{sent['uid']}")

    assert said(answered) == (200, f"Dashboard {sent['title']} deleted")
    assert grafana.ask("GET", f"/api/dashboards/uid/{sent['uid']}").status == 404
    assert save(grafana, sent).document["version"] == 1


def test_the_history_has_the_newest_first_and_a_limit(grafana) -> None:
    sent = spec(grafana)
    somebody = grafana.somebody()
    grafana.put_board(sent, message="mine")
    grafana.put_board({**sent, "description": "theirs"}, message="", token=somebody)

    document = grafana.done("GET", f"/api/dashboards/uid/{sent['uid']}/versions?limit=1")

    # A list, and since 12 or 13 an object.
    assert isinstance(document, dict if grafana.major >= 13 else list)
    (newest,) = document["versions"] if isinstance(document, dict) else document
    assert (newest["version"], newest["message"]) == (2, "")
    both = grafana.versions(sent["uid"])
    assert [each["version"] for each in both] == [2, 1]
    assert both[0]["createdBy"] != both[1]["createdBy"]


def test_a_version_is_read_and_restored(grafana) -> None:
    sent = spec(grafana)
    path = f"/api/dashboards/uid/{sent['uid']}"
    grafana.put_board({**sent, "description": "one"})
    grafana.put_board({**sent, "description": "two"})

    first = grafana.done("GET", f"{path}/versions/1")
    restored = grafana.done("POST", f"{path}/restore", {"version": 1})

    assert (first["version"], first["data"]["description"]) == (1, "one")
    assert restored["version"] == 3
    assert grafana.board(sent["uid"])["dashboard"]["description"] == "one"
    assert grafana.ask("GET", f"{path}/versions/99").status == 404


def test_a_save_of_the_same_is_a_new_version_until_13(grafana) -> None:
    sent = spec(grafana)
    grafana.put_board(sent, message="one")

    assert grafana.put_board(sent, message="two") == (1 if grafana.major >= 13 else 2)

    assert [each["message"] for each in grafana.versions(sent["uid"])] == ["two", "one"]


def test_a_move_is_a_new_version(grafana) -> None:
    sent = spec(grafana)
    grafana.put_board(sent)

    assert grafana.put_board(sent, folder_uid=grafana.put_folder("folder")) == 2
