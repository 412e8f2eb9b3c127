"""What a prune removes, and that it is nothing else."""

from __future__ import annotations

from tests.grafana.sync.contract.command import Command
from tests.servers.grafana.instance import Instance


def old_board(ops: Command, grafana: Instance, name: str, **more: str) -> str:
    """The uid of a board of ours that is not shipped, as an earlier import left it."""
    ours = grafana.board(ops.uid("agent-sessions"))
    spec = {**ours["dashboard"], "id": None, "uid": grafana.uid(name), "title": grafana.uid(name)}
    [message] = ops.messages("agent-sessions")
    folder = more.get("folder", ours["meta"]["folderUid"])
    grafana.put_board(spec, folder_uid=folder, message=more.get("message", message))
    return str(spec["uid"])


def listed(ops: Command) -> set[str]:
    """The uids that a prune lists."""
    return {board["uid"] for board in ops.prune().document["boards"]}


def test_only_what_is_ours_and_not_shipped_is_removed(ops: Command, grafana: Instance) -> None:
    ops.import_()
    old = old_board(ops, grafana, "old")
    edited = old_board(ops, grafana, "edited", message="mine")
    elsewhere = old_board(ops, grafana, "elsewhere", folder=grafana.put_folder("other"))
    theirs = grafana.uid("theirs")
    home = grafana.board(old)["meta"]["folderUid"]
    grafana.put_board({"uid": theirs, "title": theirs}, folder_uid=home)

    assert grafana.settled(lambda: listed(ops), {old, edited}) == {old, edited}
    assert grafana.ask("GET", f"/api/dashboards/uid/{old}").status == 200
    ran = ops.prune("--yes")

    assert {board["uid"]: board["removed"] for board in ran.document["boards"]} == {
        old: True,
        edited: False,
    }
    assert [saved["uid"] for saved in ops.saved().values()] == [old]
    assert grafana.ask("GET", f"/api/dashboards/uid/{old}").status == 404
    for uid in (edited, elsewhere, theirs, ops.uid("agent-sessions"), ops.uid("mcp-monitoring")):
        assert grafana.ask("GET", f"/api/dashboards/uid/{uid}").status == 200


def test_there_may_be_nothing_to_remove(ops: Command) -> None:
    assert ops.prune().document["boards"] == []
    ops.import_()

    assert (ops.prune("--yes").code, ops.prune("--yes").document["boards"]) == (0, [])
