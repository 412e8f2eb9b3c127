"""The API of Grafana 13 beside the classic one: what holds for ours and a real one."""

from __future__ import annotations

import pytest

from tests.servers.grafana.instance import Answered, Instance

pytestmark = pytest.mark.grafana(since=13)

BOARDS = "/apis/dashboard.grafana.app/v1/namespaces/default/dashboards"
FOLDERS = "/apis/folder.grafana.app/v1beta1/namespaces/default/folders"


def board(grafana: Instance, name: str = "board", **metadata: object) -> dict[str, object]:
    uid = grafana.uid(name)
    return {
        "apiVersion": "dashboard.grafana.app/v1",
        "kind": "Dashboard",
        "metadata": {"name": uid, **metadata},
        "spec": {"title": f"Title of {uid}", "schemaVersion": 41},
    }


def marks(**values: str) -> dict[str, dict[str, str]]:
    return {"annotations": {f"grafana.app/{name}": value for name, value in values.items()}}


def status(answered: Answered) -> tuple[int, str]:
    return answered.status, answered.document["reason"]


def test_discovery(grafana) -> None:
    groups = grafana.done("GET", "/apis")["groups"]
    group = grafana.done("GET", "/apis/dashboard.grafana.app")

    names = {each["name"] for each in groups}
    assert {"dashboard.grafana.app", "folder.grafana.app"} <= names
    assert {"v1", "v1beta1", "v0alpha1"} <= {each["version"] for each in group["versions"]}
    resources = grafana.done("GET", "/apis/dashboard.grafana.app/v1")["resources"]
    assert "dashboards" in [each["name"] for each in resources]
    assert grafana.ask("GET", "/apis/nothing.grafana.app").status == 404


def test_a_new_board_is_the_same_by_both_apis(grafana) -> None:
    folder, sent = grafana.put_folder("folder"), board(grafana)
    sent["metadata"] |= marks(folder=folder, message="first")
    uid = sent["metadata"]["name"]

    answered = grafana.ask("POST", BOARDS, sent)

    assert answered.status == 201
    made = answered.document["metadata"]
    assert (made["name"], made["generation"]) == (uid, 1)
    assert made["annotations"]["grafana.app/folder"] == folder
    classic = grafana.board(uid)
    assert classic["meta"]["folderUid"] == folder
    assert classic["dashboard"]["title"] == f"Title of {uid}"
    assert [each["message"] for each in grafana.versions(uid)] == ["first"]
    read = grafana.done("GET", f"{BOARDS}/{uid}")
    assert read["metadata"]["resourceVersion"] == made["resourceVersion"]
    # The server brings the JSON up to date: it is not what was sent.
    assert read["spec"]["schemaVersion"] > 41
    assert {"id", "uid", "version"}.isdisjoint(read["spec"])


def test_a_name_that_is_taken(grafana) -> None:
    grafana.done("POST", BOARDS, board(grafana))

    assert status(grafana.ask("POST", BOARDS, board(grafana))) == (409, "AlreadyExists")


def test_a_board_that_was_changed_meanwhile(grafana) -> None:
    first = grafana.done("POST", BOARDS, board(grafana))
    uid, version = first["metadata"]["name"], first["metadata"]["resourceVersion"]
    changed = board(grafana, resourceVersion=version)
    changed["spec"]["description"] = "new"

    second = grafana.done("PUT", f"{BOARDS}/{uid}", changed)
    changed["spec"]["description"] = "newer"
    stale = grafana.ask("PUT", f"{BOARDS}/{uid}", changed)
    forced = grafana.done("PUT", f"{BOARDS}/{uid}", board(grafana))

    assert second["metadata"]["generation"] == 2
    assert status(stale) == (409, "Conflict")
    assert forced["metadata"]["generation"] == 3


def test_a_put_where_nothing_is_makes_a_board(grafana) -> None:
    answered = grafana.ask("PUT", f"{BOARDS}/{grafana.uid('board')}", board(grafana))

    assert answered.status == 201


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ({"name": "x" * 41}, "x"),
        ({"name": "a b"}, "x"),
        ({}, ""),
        (marks(message="x" * 501), "x"),
    ],
)
def test_what_is_refused(grafana, metadata, title) -> None:
    sent = board(grafana, **metadata)
    sent["spec"]["title"] = title

    assert grafana.ask("POST", BOARDS, sent).status in {400, 422}


def test_what_is_not_there(grafana) -> None:
    path = f"{BOARDS}/{grafana.uid('nobody')}"

    assert status(grafana.ask("GET", path)) == (404, "NotFound")
    assert status(grafana.ask("DELETE", path)) == (404, "NotFound")


def test_the_history_is_that_of_the_stable_version(grafana) -> None:
    uid = grafana.uid("board")
    for message in ("one", "two"):
        sent = board(grafana, **marks(message=message))
        sent["spec"]["description"] = message
        grafana.done("PUT", f"{BOARDS}/{uid}", sent)
    query = f"?labelSelector=grafana.app/get-history=true&fieldSelector=metadata.name={uid}"

    whole = grafana.done("GET", f"{BOARDS}{query}")["items"]
    page = grafana.done("GET", f"{BOARDS}{query}&limit=1")
    rest = grafana.done("GET", f"{BOARDS}{query}&continue={page['metadata']['continue']}")

    def told(items: list[dict[str, dict[str, object]]]) -> list[object]:
        return [each["metadata"]["annotations"]["grafana.app/message"] for each in items]

    assert told(whole) == ["two", "one"]
    assert [each["metadata"]["generation"] for each in whole] == [2, 1]
    assert (told(page["items"]), told(rest["items"])) == (["two"], ["one"])
    first = whole[1]["metadata"]["resourceVersion"]
    earlier = grafana.done("GET", f"{BOARDS}/{uid}?resourceVersion={first}")
    assert earlier["spec"]["description"] == "one"


def test_a_list_in_pages(grafana) -> None:
    uids = {grafana.uid(name) for name in ("a", "b", "c")}
    for name in ("a", "b", "c"):
        grafana.done("POST", BOARDS, board(grafana, name))
    found, token = [], ""
    while True:
        page = grafana.done("GET", f"{BOARDS}?limit=2&continue={token}")
        assert len(page["items"]) <= 2
        found += [each["metadata"]["name"] for each in page["items"]]
        token = page["metadata"].get("continue", "")
        if not token:
            break

    assert uids <= set(found)
    assert len(found) == len(set(found))


def test_nothing_is_done_in_a_rehearsal(grafana) -> None:
    sent, uid = board(grafana), grafana.uid("board")
    grafana.done("POST", f"{BOARDS}?dryRun=All", sent)
    assert grafana.ask("GET", f"{BOARDS}/{uid}").status == 404

    grafana.done("POST", BOARDS, sent)
    changed = board(grafana)
    changed["spec"]["description"] = "new"
    grafana.done("PUT", f"{BOARDS}/{uid}?dryRun=All", changed)
    grafana.done("DELETE", f"{BOARDS}/{uid}?dryRun=All")

    read = grafana.done("GET", f"{BOARDS}/{uid}")
    assert ("description" in read["spec"], read["metadata"]["generation"]) == (False, 1)


def test_a_board_with_the_mark_of_another_program_cannot_be_saved_by_the_classic_api(
    grafana,
) -> None:
    uid = grafana.uid("board")
    sent = board(grafana, **marks(managedBy="terraform", managerId="stack"))
    grafana.done("POST", BOARDS, sent)

    body = {"dashboard": {"uid": uid, "title": "mine"}, "overwrite": True}
    answered = grafana.ask("POST", "/api/dashboards/db", body)

    assert (answered.status, answered.document["message"]) == (
        400,
        "Cannot save provisioned dashboard",
    )


def test_what_one_may_do_with_a_board(grafana) -> None:
    grafana.done("POST", BOARDS, board(grafana))

    whole = grafana.done("GET", f"{BOARDS}/{grafana.uid('board')}/dto")

    assert whole["kind"] == "DashboardWithAccessInfo"
    assert whole["access"]["canSave"] is True


def test_folders(grafana) -> None:
    outer, inner = grafana.uid("outer"), grafana.uid("inner")
    grafana.done("POST", FOLDERS, {"metadata": {"name": outer}, "spec": {"title": outer}})
    metadata = {"name": inner, **marks(folder=outer)}
    body = {"metadata": metadata, "spec": {"title": inner}}

    made = grafana.ask("POST", FOLDERS, body)
    again = grafana.ask("POST", FOLDERS, body)
    listed = grafana.done("GET", f"{FOLDERS}?limit=1000")["items"]

    assert (made.status, made.document["spec"]["title"]) == (201, inner)
    assert status(again) == (409, "AlreadyExists")
    assert {outer, inner} <= {each["metadata"]["name"] for each in listed}
    assert grafana.done("GET", f"/api/folders/{inner}")["parentUid"] == outer
    renamed = {"metadata": metadata, "spec": {"title": f"new {inner}"}}
    grafana.done("PUT", f"{FOLDERS}/{inner}", renamed)
    assert grafana.done("GET", f"{FOLDERS}/{inner}")["spec"]["title"] == f"new {inner}"
    grafana.done("DELETE", f"{FOLDERS}/{inner}")
    assert status(grafana.ask("GET", f"{FOLDERS}/{inner}")) == (404, "NotFound")


def test_somebody_elses_namespace(grafana) -> None:
    path = BOARDS.replace("/default/", "/org-424242/")

    assert grafana.ask("GET", path).status in {401, 403, 404}
