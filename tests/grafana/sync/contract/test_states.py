"""What an import makes of a Grafana that has nothing of ours, all of it, or something older."""

from __future__ import annotations

import re

from tests.grafana.sync.contract.command import Command
from tests.servers.grafana.instance import Instance

MARK = re.compile(r"archestra-ops \S+ sha256:[0-9a-f]{64}")


def test_a_plan_says_what_there_will_be_and_makes_nothing(ops: Command, grafana: Instance) -> None:
    ran = ops.plan()

    assert ran.code == 1
    assert ran.each("verb") == {"mcp-monitoring": "create", "agent-sessions": "create"}
    assert ran.document["folder"] == {"uid": "", "path": [ops.folder], "new": True}
    uid = ops.uid("mcp-monitoring")
    assert grafana.ask("GET", f"/api/dashboards/uid/{uid}").status == 404


def test_an_import_makes_the_folder_and_the_boards(ops: Command, grafana: Instance) -> None:
    ran = ops.import_()

    assert ran.code == 0
    assert ran.each("result") == {"mcp-monitoring": "created", "agent-sessions": "created"}
    folder = ran.document["folder"]["uid"]
    assert grafana.done("GET", f"/api/folders/{folder}")["title"] == ops.folder
    for slug in ("mcp-monitoring", "agent-sessions"):
        found = grafana.board(ops.uid(slug))
        assert found["meta"]["folderUid"] == folder
        assert f"({grafana.run})" in found["dashboard"]["title"]
        [message] = ops.messages(slug)
        assert MARK.fullmatch(message)
        assert ran.each("url")[slug] == f"{grafana.url}/d/{ops.uid(slug)}"


def test_the_second_import_saves_nothing(ops: Command) -> None:
    ops.import_()
    plan, again = ops.plan(), ops.import_()

    assert (plan.code, again.code) == (0, 0)
    assert set(plan.each("verb").values()) == {"unchanged"}
    assert set(again.each("result").values()) == {"unchanged"}
    assert len(ops.messages("mcp-monitoring")) == 1


def test_what_differs_is_updated_and_the_rest_is_not(ops: Command, grafana: Instance) -> None:
    ops.import_("--only", "mcp")
    plan = ops.plan("--title-suffix", f" ({grafana.run}, two)")
    ran = ops.import_("--title-suffix", f" ({grafana.run}, two)")

    assert plan.each("verb") == {"mcp-monitoring": "update", "agent-sessions": "create"}
    assert ran.code == 0
    assert ran.each("result") == {"mcp-monitoring": "updated", "agent-sessions": "created"}
    assert ran.each("saved_version")["mcp-monitoring"] > 1
    first, second = ops.messages("mcp-monitoring")
    assert MARK.fullmatch(first)
    assert MARK.fullmatch(second)
    assert first != second
    [saved] = ops.saved().values()
    assert saved["title"].endswith(f"({grafana.run})")


def test_only_what_is_named_is_touched(ops: Command, grafana: Instance) -> None:
    ran = ops.import_("--only", "rag")

    assert [*ran.each("result")] == ["rag-knowledge-base"]
    uid = ops.uid("mcp-monitoring")
    assert grafana.ask("GET", f"/api/dashboards/uid/{uid}").status == 404


def test_a_board_that_somebody_removed_comes_back(ops: Command, grafana: Instance) -> None:
    ops.import_()
    grafana.done("DELETE", f"/api/dashboards/uid/{ops.uid('mcp-monitoring')}")
    plan, ran = ops.plan(), ops.import_()

    assert plan.each("verb") == {"mcp-monitoring": "create", "agent-sessions": "unchanged"}
    assert ran.each("result") == {"mcp-monitoring": "created", "agent-sessions": "unchanged"}
    assert ops.plan().code == 0
