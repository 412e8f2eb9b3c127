"""In which folder the boards are, whoever made it and wherever somebody put them."""

from __future__ import annotations

import pytest

from tests.grafana.sync.contract.command import Command
from tests.servers.grafana.instance import Instance

MCP = "mcp-monitoring"


def titled(grafana: Instance, title: str, parent: str = "") -> list[str]:
    """The uids of the folders *title* in *parent*."""
    found = grafana.done("GET", f"/api/folders?limit=1000&parentUid={parent}")
    return [folder["uid"] for folder in found if folder["title"] == title]


def test_a_folder_that_is_there_is_taken(ops: Command, grafana: Instance) -> None:
    uid = grafana.put_folder("by-hand", title=ops.folder)
    ran = ops.import_()

    assert ran.document["folder"] == {"uid": uid, "path": [ops.folder], "new": False}
    assert titled(grafana, ops.folder) == [uid]
    assert grafana.board(ops.uid(MCP))["meta"]["folderUid"] == uid


def test_a_folder_may_be_given_by_its_uid(ops: Command, grafana: Instance) -> None:
    uid = grafana.put_folder("by-uid")

    assert ops.import_("--folder", uid).document["folder"]["uid"] == uid


@pytest.mark.grafana(since=11)
def test_folders_in_folders_are_made_once(ops: Command, grafana: Instance) -> None:
    path = f"{ops.folder}/Inner"
    first, second = ops.import_("--folder", path), ops.import_("--folder", path)

    assert (first.code, second.code) == (0, 0)
    [outer] = titled(grafana, ops.folder)
    [inner] = titled(grafana, "Inner", grafana.claim(outer))
    assert first.document["folder"]["uid"] == second.document["folder"]["uid"] == inner
    assert set(second.each("result").values()) == {"unchanged"}


def test_what_somebody_moved_without_changing_it_is_moved_back(
    ops: Command, grafana: Instance
) -> None:
    home = ops.import_().document["folder"]["uid"]
    other = grafana.put_folder("other")
    spec = {**grafana.board(ops.uid(MCP))["dashboard"], "id": None}
    [message] = ops.messages(MCP)
    grafana.put_board(spec, folder_uid=other, message=message)

    plan, ran = ops.plan(), ops.import_()
    assert plan.each("verb") == {MCP: "move", "agent-sessions": "unchanged"}
    assert plan.each("folder_before")[MCP] == other
    assert ran.each("result") == {MCP: "moved", "agent-sessions": "unchanged"}
    assert grafana.board(ops.uid(MCP))["meta"]["folderUid"] == home
    assert ops.plan().code == 0


def test_another_folder_is_a_move_of_all(ops: Command, grafana: Instance) -> None:
    ops.import_()
    other = grafana.put_folder("elsewhere")
    ran = ops.import_("--folder", other)

    assert set(ran.each("result").values()) == {"moved"}
    assert grafana.board(ops.uid(MCP))["meta"]["folderUid"] == other


def test_a_folder_that_somebody_removed_is_made_again(ops: Command, grafana: Instance) -> None:
    uid = ops.import_().document["folder"]["uid"]
    grafana.done("DELETE", f"/api/folders/{uid}?forceDeleteRules=true")
    ran = ops.import_()

    assert (ran.code, set(ran.each("result").values())) == (0, {"created"})
    assert ops.plan().code == 0
