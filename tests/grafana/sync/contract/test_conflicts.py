"""Whose work a board is, and that nobody's is lost."""

from __future__ import annotations

import pytest

from tests.grafana.sync.contract.command import Command
from tests.servers.grafana.instance import Instance

MCP = "mcp-monitoring"


def test_what_somebody_changed_is_left_alone_and_the_rest_is_done(
    ops: Command, grafana: Instance
) -> None:
    ops.import_("--only", "mcp")
    version = ops.edit(MCP, token=grafana.somebody(), description="My own words")
    plan, ran = ops.plan(), ops.import_()

    assert (plan.code, ran.code) == (1, 1)
    assert plan.each("verb") == {MCP: "conflict", "agent-sessions": "create"}
    newest, there = plan.each("newest")[MCP], grafana.versions(ops.uid(MCP))[0]
    assert (newest["version"], newest["message"]) == (version, "mine")
    assert (newest["author"], newest["created"]) == (there["createdBy"], there["created"])
    assert newest["author"]
    assert newest["author"] in plan.each("message")[MCP]
    assert ran.each("result") == {MCP: "refused", "agent-sessions": "created"}
    assert ran.each("hint")[MCP].startswith("--overwrite replaces it")
    assert grafana.board(ops.uid(MCP))["dashboard"]["description"] == "My own words"
    assert ops.saved() == {}


def test_overwrite_replaces_it_and_saves_it_before(ops: Command, grafana: Instance) -> None:
    ops.import_()
    version = ops.edit(MCP, description="My own words")
    ran = ops.import_("--overwrite")

    assert ran.code == 0
    assert ran.each("result") == {MCP: "overwritten", "agent-sessions": "unchanged"}
    saved = ops.saved()
    assert [*saved] == [f"{ops.uid(MCP)}.v{version}.json"]
    assert saved[f"{ops.uid(MCP)}.v{version}.json"]["description"] == "My own words"
    assert grafana.board(ops.uid(MCP))["dashboard"]["description"] != "My own words"
    assert ops.plan().code == 0


def test_it_is_a_conflict_however_often_somebody_saved_it(ops: Command) -> None:
    ops.import_("--only", "mcp")
    for number in range(3):
        ops.edit(MCP, description=f"words {number}")
    plan = ops.plan("--only", "mcp", "--adopt")

    assert plan.each("verb") == {MCP: "conflict"}
    assert plan.each("refused") == {MCP: True}


def test_going_back_to_a_version_of_ours_is_somebodys_decision(
    ops: Command, grafana: Instance
) -> None:
    first = ops.import_("--only", "mcp").each("saved_version")[MCP]
    ops.edit(MCP, description="My own words")
    path = f"/api/dashboards/uid/{ops.uid(MCP)}/restore"
    grafana.done("POST", path, {"version": first})

    assert ops.plan("--only", "mcp").each("verb") == {MCP: "conflict"}


@pytest.mark.parametrize("versions", [1, 3])
def test_what_was_never_ours_is_taken_over_only_when_that_is_said(
    ops: Command, grafana: Instance, versions: int
) -> None:
    uid = grafana.claim(ops.uid(MCP))
    title = f"Theirs {grafana.run}"
    for number in range(versions):
        grafana.put_board({"uid": uid, "title": title, "description": f"words {number}"})

    plan, refused = ops.plan("--only", "mcp"), ops.import_("--only", "mcp", "--overwrite")
    assert plan.each("verb") == {MCP: "adopt"}
    assert (refused.code, refused.each("result")) == (1, {MCP: "refused"})
    assert refused.each("hint") == {MCP: "--adopt takes it over"}
    assert len(ops.messages(MCP)) == versions

    adopted = ops.import_("--only", "mcp", "--adopt")
    assert (adopted.code, adopted.each("result")) == (0, {MCP: "adopted"})
    [saved] = ops.saved().values()
    assert saved["title"] == title
    assert ops.plan("--only", "mcp").code == 0


@pytest.mark.fake_only("a file on the server's own disk provisions boards, and no API does")
def test_what_a_file_provisions_is_explained_and_left_alone(
    ops: Command, grafana: Instance
) -> None:
    uid = ops.uid(MCP)
    grafana.fake.provision({"uid": uid, "title": "From a file"})
    ran = ops.import_("--adopt", "--overwrite")

    assert ran.code == 1
    assert ran.each("result") == {MCP: "refused", "agent-sessions": "created"}
    assert ran.each("message")[MCP] == (
        f"it is provisioned by '{uid}.json', and cannot be saved here"
    )
    assert grafana.board(uid)["dashboard"]["title"] == "From a file"
