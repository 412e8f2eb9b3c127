"""Logging in, rights, and who is there: what holds for any Grafana, ours or a real one."""

from __future__ import annotations

import pytest


def test_health_asks_for_no_login(grafana) -> None:
    health = grafana.ask("GET", "/api/health", token="")
    alive = grafana.ask("GET", "/healthz", token="")

    assert (health.status, health.document["database"]) == (200, "ok")
    assert health.document["version"].startswith(f"{grafana.major}.")
    assert (alive.status, alive.document) == (200, "Ok")


@pytest.mark.parametrize(
    ("token", "message"), [("", "Unauthorized"), ("glsa_nobody_00000000", "Invalid API key")]
)
def test_without_a_login(grafana, token, message) -> None:
    answered = grafana.ask("GET", "/api/org", token=token)

    assert (answered.status, answered.document["message"]) == (401, message)


def test_an_unknown_user(grafana) -> None:
    answered = grafana.ask("GET", "/api/org", token="", Authorization="Basic bm9ib2R5Om5v")

    assert (answered.status, answered.document["message"]) == (401, "Invalid username or password")


def test_the_organisation(grafana) -> None:
    organisation = grafana.done("GET", "/api/org")

    assert organisation["id"] >= 1
    assert organisation["name"]


def test_a_viewer_may_look_and_no_more(grafana) -> None:
    viewer, folder = grafana.somebody("Viewer"), grafana.put_folder("folder")
    body = {"dashboard": {"uid": grafana.uid("b"), "title": "b"}, "folderUid": folder}

    assert grafana.ask("GET", "/api/search", token=viewer).status == 200
    assert grafana.ask("GET", "/api/datasources", token=viewer).status == 200
    answered = grafana.ask("POST", "/api/dashboards/db", body, token=viewer)
    assert answered.status == 403
    assert answered.document["title"] == "Access denied"
    assert "permissions" in answered.document["message"]
    assert answered.document["accessErrorId"].startswith("ACE")


def test_an_editor_may_write_and_not_govern(grafana) -> None:
    editor = grafana.somebody("Editor")
    uid = grafana.uid("folder")

    made = grafana.ask("POST", "/api/folders", {"uid": uid, "title": uid}, token=editor)
    source = {"name": grafana.uid("d"), "type": "prometheus", "access": "proxy"}
    refused = grafana.ask("POST", "/api/datasources", source, token=editor)

    assert (made.status, refused.status) == (200, 403)


def test_what_a_token_may_do_is_told(grafana) -> None:
    path = "/api/access-control/user/permissions"
    viewer = grafana.somebody("Viewer")
    editor = grafana.somebody("Editor")

    viewers = grafana.ask("GET", path, token=viewer).document
    editors = grafana.ask("GET", path, token=editor).document

    assert ("dashboards:read" in viewers, "folders:create" in viewers) == (True, False)
    assert ("folders:create" in editors, "datasources:write" in editors) == (True, False)


def test_editors_can_be_shut_out_of_a_folder(grafana) -> None:
    folder, editor = grafana.put_folder("folder"), grafana.somebody("Editor")
    items = {"items": [{"role": "Viewer", "permission": 1}]}
    grafana.done("POST", f"/api/folders/{folder}/permissions", items)

    body = {"dashboard": {"uid": grafana.uid("b"), "title": "b"}, "folderUid": folder}
    assert grafana.ask("POST", "/api/dashboards/db", body, token=editor).status == 403


def test_an_address_that_there_is_not(grafana) -> None:
    answered = grafana.ask("GET", "/api/nothing-of-that-name")

    assert (answered.status, answered.document["message"]) == (404, "Not found")


def test_what_the_frontend_is_told(grafana) -> None:
    told = grafana.done("GET", "/api/frontend/settings")

    assert told["buildInfo"]["version"].startswith(f"{grafana.major}.")
    assert isinstance(told["datasources"], dict)
