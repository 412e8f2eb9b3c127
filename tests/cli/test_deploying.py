from __future__ import annotations

import json
import re
import signal
import threading
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from archestra_ops.cli.deployment import Content, Permission, Place, planned
from archestra_ops.grafana.api import connect
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.sync.apply import apply
from archestra_ops.grafana.sync.crew import Crew
from archestra_ops.grafana.sync.folders import create
from archestra_ops.http import Http, Secret
from tests.cli.test_exporting import GATE
from tests.grafana.small import board, panel
from tests.servers.fault import Fault
from tests.servers.faults import FaultProxy
from tests.servers.grafana import FakeGrafana

SLUGS = [board.slug for board in boards("archestra")]
MCP = "archestra-ops-mcp-monitoring"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where backups go, and nothing of the environment that runs the tests."""
    for name in ("GRAFANA_TOKEN", "GRAFANA_USER", "GRAFANA_PASS", "GRAFANA_ORG_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path / "state"


@pytest.fixture
def grafana(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGrafana]:
    """A Grafana with one datasource of each type."""
    with FakeGrafana(11, clock=lambda: 1768478400.0) as server:  # 2026-01-15T12:00:00Z
        for kind in ("prometheus", "tempo", "loki"):
            server.add_datasource(f"{kind}-1", kind, name=kind.title())
        monkeypatch.setenv("GRAFANA_URL", server.url)
        monkeypatch.setenv("GRAFANA_TOKEN", server.token)
        yield server


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["dashboards", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def lines(grafana: FakeGrafana, out: str) -> list[str]:
    """The lines printed, with a plain address."""
    return out.replace(grafana.url, "http://g").splitlines()


def edited(grafana: FakeGrafana, uid: str = MCP, author: str = "ann") -> None:
    """Have somebody change a board in the browser."""
    board = grafana.org().boards[uid]
    spec = deepcopy(board.newest.spec) | {"uid": uid}
    panels = [one for one in spec["panels"] if one["type"] != "row"]
    panels[0]["title"] = "My own title"
    panels[1]["targets"][0]["expr"] = "sum(up)"
    panels[2]["fieldConfig"]["defaults"]["unit"] = "ms"
    spec["panels"].remove(panels[4])
    spec["panels"].append({"id": 1, "type": "text", "title": "Notes"})
    grafana.write_board(spec, folder_uid=board.folder_uid, author=author)


def test_the_first_plan_says_what_there_will_be(grafana: FakeGrafana) -> None:
    code, out, err = run("plan")

    assert (code, err) == (1, "")
    assert lines(grafana, out) == [
        "Grafana  http://g",
        "Folder   Archestra Ops (new)",
        "",
        "board                verb    what",
        "genai-observability  create  72 panels in 17 rows",
        "mcp-monitoring       create  47 panels in 12 rows",
        "agent-sessions       create  14 panels in 5 rows",
        "application-metrics  create  79 panels in 14 rows",
        "rag-knowledge-base   create  59 panels in 12 rows",
        "",
        "5 to create",
    ]
    assert grafana.record.writes == []


def test_import_links_to_each_board_and_the_second_writes_nothing(grafana: FakeGrafana) -> None:
    code, out, err = run("import")

    assert (code, err) == (0, "")
    assert lines(grafana, out) == [
        "Grafana  http://g",
        "Folder   Archestra Ops (new)",
        "",
        "result   board",
        *(f"created  http://g/d/archestra-ops-{slug}" for slug in SLUGS),
        "",
        "5 created",
    ]
    grafana.record.clear()
    code, out, err = run("import")

    assert (code, err) == (0, "")
    assert lines(grafana, out) == [
        "Grafana  http://g",
        "Folder   Archestra Ops",
        "",
        "result     board",
        *(f"unchanged  http://g/d/archestra-ops-{slug}" for slug in SLUGS),
        "",
        "5 unchanged",
    ]
    assert grafana.record.writes == []
    assert len(grafana.record.reads) <= 4 + 5
    assert grafana.record.most_in_flight <= 4
    assert run("plan")[0] == 0


@pytest.mark.parametrize(
    ("version", "classic"), [(9, True), (13, True), (13, False)], ids=["9", "13", "13 apps"]
)
def test_every_grafana_ends_in_the_same_state(
    monkeypatch: pytest.MonkeyPatch, version: int, classic: bool
) -> None:
    with FakeGrafana(version, classic=classic) as grafana:
        monkeypatch.setenv("GRAFANA_URL", grafana.url)
        monkeypatch.setenv("GRAFANA_TOKEN", grafana.token)
        grafana.add_folder("theirs", "Archestra")
        results = [run("import", "--only", "mcp,agent")[0]]
        grafana.record.clear()
        results.append(run("import", "--only", "mcp,agent")[0])
        assert grafana.record.writes == []
        results.append(run("import", "--only", "mcp,agent", "--folder", "Platform/Agents")[0])
        edited(grafana)
        results.append(run("import", "--only", "mcp,agent", "--folder", "Platform/Agents")[0])
        results.append(
            run("import", "--only", "mcp", "--folder", "Platform/Agents", "--overwrite")[0]
        )
        results.append(run("plan", "--only", "mcp,agent", "--folder", "Platform/Agents")[0])

        assert results == [0, 0, 0, 1, 0, 0]
        assert sorted(grafana.org().boards) == ["archestra-ops-agent-sessions", MCP]
        [home] = {board.folder_uid for board in grafana.org().boards.values()}
        assert grafana.org().folders[home].title == "Agents"
        assert "theirs" in grafana.org().folders


def test_somebodys_change_is_a_conflict_with_its_author_and_what_it_is_about(
    grafana: FakeGrafana,
) -> None:
    run("import")
    edited(grafana)
    code, out, err = run("plan", "--only", "mcp,rag")

    assert (code, err) == (1, "")
    assert lines(grafana, out) == [
        "Grafana  http://g",
        "Folder   Archestra Ops",
        "",
        "board               verb       what",
        "mcp-monitoring      conflict   1 panel removed, 1 panel retitled, 2 panels",
        "                               changed, 1 panel added",
        "rag-knowledge-base  unchanged",
        "",
        "mcp-monitoring",
        "  left alone: version 2 by ann of 2026-01-15 12:00 UTC is not ours",
        "  hint: --overwrite replaces it; what is there is saved first",
        "  to replace it would change:",
        "  - panel 'Notes', row 'Deployments in depth: which servers do not stay up?'",
        "  ~ panel retitled 'My own title' to 'How many tool calls succeed?'",
        "  ~ panel 'How slow are tool calls?'",
        "      query A",
        "        - sum(up)",
        "        + histogram_quantile(0.95, sum by (le)",
        '          (rate(mcp_tool_call_duration_seconds_bucket{cluster=~"$cluster",',
        '          namespace=~"$namespace",job=~"$job",instance=~"$instance",',
        '          agent_name=~"$agent_name",mcp_server_name=~"$mcp_server_name",',
        '          tool_name=~"$tool_name"}[$__range]))) >= 0',
        "  ~ panel 'How much is called now?'",
        "      unit: ms → cps",
        "  + panel 'Are servers down?', row 'Do tools work right now?'",
        "",
        "1 in conflict, 1 unchanged",
    ]
    assert all(len(line) <= 80 for line in lines(grafana, out))


def test_import_refuses_a_conflict_and_does_the_rest(grafana: FakeGrafana) -> None:
    run("import")
    edited(grafana)
    del grafana.org().boards["archestra-ops-rag-knowledge-base"]
    code, out, err = run("import", "--only", "mcp,rag")

    assert (code, err) == (1, "")
    assert lines(grafana, out)[3:] == [
        "result   board",
        "refused  http://g/d/archestra-ops-mcp-monitoring",
        "created  http://g/d/archestra-ops-rag-knowledge-base",
        "",
        "mcp-monitoring: version 2 by ann of 2026-01-15 12:00 UTC is not ours",
        "  hint: --overwrite replaces it; what is there is saved first",
        "",
        "1 created, 1 refused",
    ]
    assert grafana.org().boards[MCP].newest.author == "ann"


def test_overwrite_saves_what_was_there(grafana: FakeGrafana, state: Path) -> None:
    run("import")
    edited(grafana)
    code, out, _ = run("import", "--only", "mcp", "--overwrite")

    [saved] = state.rglob("*.json")
    assert code == 0
    assert lines(grafana, out)[3:7] == [
        "result       board",
        "overwritten  http://g/d/archestra-ops-mcp-monitoring",
        "",
        "saved before:",
    ]
    assert f"  {saved}" in out.splitlines()
    assert saved.name == "archestra-ops-mcp-monitoring.v2.json"
    assert "My own title" in saved.read_text("utf-8")


def test_backups_go_where_they_are_wanted_or_nowhere(grafana: FakeGrafana, tmp_path: Path) -> None:
    run("import", "--only", "mcp")
    edited(grafana)
    run("import", "--only", "mcp", "--overwrite", "--backup", tmp_path / "mine")
    edited(grafana)
    run("import", "--only", "mcp", "--overwrite", "--no-backup")

    assert [path.name for path in tmp_path.rglob("*.json")] == [f"{MCP}.v2.json"]
    assert run("import", "--backup", "x", "--no-backup") == (
        2,
        "",
        "error: --backup and --no-backup contradict each other\nhint: give one\n",
    )


def test_what_was_never_ours_is_adopted_when_it_is_said(grafana: FakeGrafana) -> None:
    grafana.write_board({"uid": MCP, "title": "Theirs"}, author="bob")

    assert run("import", "--only", "mcp", "--overwrite")[0] == 1
    code, out, _ = run("import", "--only", "mcp", "--adopt")
    assert (code, lines(grafana, out)[-1]) == (0, "1 adopted")


def test_provisioned_boards_are_explained(grafana: FakeGrafana) -> None:
    grafana.provision({"uid": MCP, "title": "From a file"})
    code, out, _ = run("import", "--only", "mcp", "--adopt")

    assert code == 1
    assert lines(grafana, out)[6:9] == [
        f"mcp-monitoring: it is provisioned by '{MCP}.json', and",
        "  cannot be saved here",
        "  hint: change it there, or import under other uids with --uid-suffix",
    ]


def test_upstreams_boards_are_mentioned_and_left_alone(grafana: FakeGrafana) -> None:
    uid = "archestra-mcp-monitoring"
    grafana.write_board({"uid": uid, "title": "Archestra MCP Monitoring"}, author="bob")
    out = run("plan", "--only", "mcp")[1]
    run("import", "--only", "mcp")

    assert f"left alone, the platform's own: {uid}" in out.splitlines()
    assert len(grafana.org().boards[uid].versions) == 1


def test_a_second_set_of_boards_stands_beside_the_first(grafana: FakeGrafana) -> None:
    variant = ["--uid-suffix", "-eu", "--title-suffix", " (EU)", "--folder", "Platform/EU"]
    run("import")
    code, out, _ = run("import", *variant)

    assert code == 0
    assert lines(grafana, out)[1] == "Folder   Platform / EU (new)"
    board = grafana.org().boards[f"{MCP}-eu"]
    assert board.title == "Archestra / MCP Monitoring (EU)"
    assert board.newest.spec["tags"] == ["archestra-ops", "archestra-eu", "mcp"]
    assert len(grafana.org().boards) == 10
    titles = {one.title: one.parent_uid for one in grafana.org().folders.values()}
    assert set(titles) == {"Archestra Ops", "Platform", "EU"}
    grafana.record.clear()
    assert run("import", *variant)[0] == 0
    assert (len(grafana.record.reads), grafana.record.writes) == (9, [])


def test_datasources_are_found_or_named(grafana: FakeGrafana) -> None:
    grafana.add_datasource("p2", "prometheus", name="Mimir")
    run("import", "--only", "mcp", "--datasource", "prometheus=Mimir")
    [current] = [
        one["current"]
        for one in grafana.org().boards[MCP].newest.spec["templating"]["list"]
        if one["name"] == "datasource"
    ]

    assert current == {"selected": True, "text": "Mimir", "value": "p2"}
    assert run("plan", "--datasource", "prometheus=Mimr") == (
        2,
        "",
        (
            "error: no Prometheus datasource with the uid or name 'Mimr'\n"
            "hint: did you mean 'Mimir'?\n"
        ),
    )
    assert run("plan", "--datasource", "promtheus=Mimir") == (
        2,
        "",
        "error: boards have no datasource of type 'promtheus'\nhint: did you mean 'prometheus'?\n",
    )


def test_an_editor_may_import_though_not_list_datasources(
    grafana: FakeGrafana, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAFANA_TOKEN", grafana.add_token("Editor"))
    code, out, err = run("import", "--only", "mcp")

    assert (code, err) == (0, "")
    assert lines(grafana, out)[-1] == "1 created"


def test_a_board_that_cannot_be_looked_at_is_told_and_the_others_are_done(
    grafana: FakeGrafana, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(_number: int, _method: str, path: str) -> Fault | None:
        return Fault.ERROR_BEFORE if f"{MCP}/versions" in path else None

    with FaultProxy(grafana.url, plan) as proxy:
        monkeypatch.setenv("GRAFANA_URL", proxy.url)
        code, out, err = run("plan", "--only", "mcp,agent")
        said = out.replace(proxy.url, "http://g").splitlines()
        imported = run("import", "--only", "mcp,agent")[0]

    assert (code, err, imported) == (3, "", 1)
    assert said[3:6] == [
        "board           verb     what",
        "mcp-monitoring  unknown",
        "agent-sessions  create   14 panels in 5 rows",
    ]
    assert said[-1] == "1 to create, 1 not known"
    assert [*grafana.org().boards] == ["archestra-ops-agent-sessions"]


def test_a_dry_run_is_a_plan(grafana: FakeGrafana) -> None:
    assert run("import", "--dry-run") == run("plan")
    assert grafana.record.writes == []


def test_a_plan_as_json_is_one_document(grafana: FakeGrafana) -> None:
    run("import")
    edited(grafana)
    code, out, err = run("plan", "--only", "mcp", "-o", "json", "--diff", "full")
    document = json.loads(out)
    [board] = document.pop("boards")
    diff, changes = board.pop("diff"), board.pop("changes")

    assert (code, err) == (1, "")
    assert document == {
        "type": "archestra-ops.dashboards-plan",
        "schema_version": 1,
        "grafana": grafana.url,
        "folder": {"uid": "archestra-ops-archestra", "path": ["Archestra Ops"], "new": False},
        "summary": {"conflict": 1},
        "left_alone": [],
        "notes": [],
    }
    assert board == {
        "board": "mcp-monitoring",
        "uid": MCP,
        "title": "Archestra / MCP Monitoring",
        "url": f"{grafana.url}/d/{MCP}",
        "verb": "conflict",
        "refused": True,
        "message": "version 2 by ann of 2026-01-15 12:00 UTC is not ours",
        "hint": "--overwrite replaces it; what is there is saved first",
        "newest": {
            "version": 2,
            "message": "",
            "author": "ann",
            "created": "2026-01-15T12:00:00Z",
        },
        "folder_before": None,
    }
    assert diff.startswith("--- grafana\n+++ wanted\n@@ ")
    assert '-      "title": "My own title",\n' in diff
    assert changes[-2] == {
        "kind": "changed",
        "subject": "panel",
        "name": "'How much is called now?'",
        "details": [{"what": "unit", "before": "ms", "after": "cps"}],
    }


def test_an_import_as_json_is_one_document(grafana: FakeGrafana) -> None:
    code, out, err = run("import", "--only", "mcp", "-o", "json")

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "type": "archestra-ops.dashboards-import",
        "schema_version": 1,
        "grafana": grafana.url,
        "folder": {"uid": "archestra-ops-archestra", "path": ["Archestra Ops"], "new": True},
        "summary": {"created": 1},
        "boards": [
            {
                "board": "mcp-monitoring",
                "uid": MCP,
                "title": "Archestra / MCP Monitoring",
                "url": f"{grafana.url}/d/{MCP}",
                "verb": "create",
                "message": "",
                "hint": "",
                "newest": None,
                "folder_before": None,
                "changes": [],
                "result": "created",
                "saved_version": 1,
                "backup": "",
            }
        ],
        "left_alone": [],
        "notes": [],
    }


def test_prune_lists_and_removes_only_what_is_ours(grafana: FakeGrafana, state: Path) -> None:
    run("import", "--only", "mcp")
    ours = grafana.org().boards[MCP].newest
    for uid in ("archestra-ops-old", "archestra-ops-edited"):
        spec = deepcopy(ours.spec) | {"uid": uid, "title": uid}
        grafana.write_board(spec, folder_uid=ours.folder_uid, message=ours.message)
    edited(grafana, "archestra-ops-edited")

    assert run("prune") == (
        1,
        (
            "result     board\n"
            f"kept       {grafana.url}/d/archestra-ops-edited\n"
            f"to remove  {grafana.url}/d/archestra-ops-old\n"
            "\n"
            "archestra-ops-edited: its newest version is not ours\n"
            "\n"
            "--yes removes them; each is saved first\n"
        ),
        "",
    )
    code, out, err = run("prune", "--yes")
    [saved] = state.rglob("*.json")

    assert (code, err) == (0, "")
    assert lines(grafana, out) == [
        "result   board",
        "kept     http://g/d/archestra-ops-edited",
        "removed  http://g/d/archestra-ops-old",
        "",
        "archestra-ops-edited: its newest version is not ours",
        "",
        "saved before:",
        f"  {saved}",
    ]
    assert sorted(grafana.org().boards) == ["archestra-ops-edited", MCP]
    assert run("prune", "--yes", "-o", "json")[0] == 0


@pytest.mark.usefixtures("grafana")
def test_there_may_be_nothing_to_prune() -> None:
    assert run("prune") == (0, "nothing to remove\n", "")
    run("import")
    run("import", "--uid-suffix", "-eu")

    assert run("prune") == (0, "nothing to remove\n", "")
    assert run("prune", "--uid-suffix", "-eu", "--yes") == (0, "nothing to remove\n", "")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["--only", "genia"],
            "error: no board named 'genia'\nhint: did you mean 'genai-observability'?\n",
        ),
        (
            ["--uid-suffix", "-staging"],
            (
                "error: the uid suffix '-staging' makes uids longer than Grafana's 40 characters\n"
                "hint: it may have 7, as '-stagin'\n"
            ),
        ),
        (
            ["--folder", "a//b"],
            "error: 'a//b' is no path of folders\nhint: as in --folder 'Platform/Archestra'\n",
        ),
    ],
)
def test_what_is_misspelt_is_said_before_anything_is_asked(
    grafana: FakeGrafana, arguments: list[str], error: str
) -> None:
    assert run("import", *arguments) == (2, "", error)
    assert grafana.record.requests == []


@pytest.mark.usefixtures("grafana")
def test_a_grafana_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAFANA_URL", "http://127.0.0.1:1")
    code, out, err = run("import")

    assert (code, out, err) == (
        3,
        "",
        (
            "error: nothing listens at 'http://127.0.0.1:1'\n"
            "hint: does it run, and is the port right?\n"
        ),
    )


def test_two_imports_at_the_same_time_end_in_one_folder_and_five_boards(
    grafana: FakeGrafana,
) -> None:
    grafana.delay = 0.01
    codes: list[int] = []
    threads = [
        threading.Thread(target=lambda: codes.append(_quiet_import(grafana))) for _ in range(2)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert codes == [0, 0]
    assert len(grafana.org().folders) == 1
    assert [len(board.versions) for board in grafana.org().boards.values()] == [1] * 5


def _quiet_import(grafana: FakeGrafana) -> int:
    """An import without the command line, whose streams and signals are the process's."""

    with Http(bearer=Secret(grafana.token)) as http:
        server = connect(http, grafana.url)
        made = planned(server, Place(), Content(), Permission())
        folder = create(server, made.folder) if made.changes_anything else made.folder.uid
        return sum(not one.ok for one in apply(server, made, folder, None, Crew()))


FAULTS = [
    Fault.RESET_BEFORE,
    Fault.RESET_AFTER,
    Fault.TOO_MANY,
    Fault.ERROR_BEFORE,
    Fault.ERROR_AFTER,
    Fault.GATEWAY_BEFORE,
    Fault.GATEWAY_AFTER,
    Fault.TRUNCATED,
    Fault.CUT_OFF,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.lower())
@pytest.mark.parametrize("write", [1, 3])
def test_whatever_happens_to_a_write_the_next_import_ends_well(
    grafana: FakeGrafana, monkeypatch: pytest.MonkeyPatch, fault: Fault, write: int
) -> None:
    writes = 0

    def plan(_number: int, method: str, _path: str) -> Fault | None:
        nonlocal writes
        writes += method == "POST"
        return fault if method == "POST" and writes == write else None

    with FaultProxy(grafana.url, plan) as proxy:
        monkeypatch.setenv("GRAFANA_URL", proxy.url)
        assert run("import", "--only", "mcp,agent")[0] in {0, 1, 3}
        assert run("import", "--only", "mcp,agent")[0] == 0

    assert len(grafana.org().folders) == 1
    assert [len(board.versions) for board in grafana.org().boards.values()] == [1] * 2


def test_ctrl_c_says_what_was_done_and_what_not(
    grafana: FakeGrafana, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed, stopped, stop = False, threading.Event(), Crew.stop
    monkeypatch.setattr(Crew, "stop", lambda crew: (stop(crew), stopped.set()))

    def plan(_number: int, method: str, path: str) -> None:
        nonlocal pressed
        if method == "POST" and path.endswith("/db") and not pressed:
            pressed = True
            main = threading.main_thread().ident
            signal.pthread_kill(main, signal.SIGINT)
            # No answer before it is heard: the rest might be done meanwhile. What comes a moment
            # before the main thread waits does not wake it; another signal does.
            for _ in range(300):
                if stopped.wait(0.1):
                    return
                signal.pthread_kill(main, signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        with FaultProxy(grafana.url, plan) as proxy:
            monkeypatch.setenv("GRAFANA_URL", proxy.url)
            code, out, err = run("import")
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert code == 130
    assert err == "stopping: what is being sent is waited for; Ctrl-C again does not\n"
    done = len(re.findall(r"^created ", out, re.MULTILINE))
    left = len(re.findall(r"^not done ", out, re.MULTILINE))
    assert (done + left, done) == (5, len(grafana.org().boards))
    assert 1 <= done <= 4


def test_no_secret_is_in_anything_that_is_written(grafana: FakeGrafana, tmp_path: Path) -> None:
    run("import")
    edited(grafana)
    printed = ""
    for command in (
        ["plan", "--diff", "full"],
        ["plan", "-o", "json"],
        ["import", "--overwrite"],
        ["prune"],
    ):
        printed += "".join(map(str, run(*command)))
    printed += "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.json"))
    printed += json.dumps([one.newest.spec for one in grafana.org().boards.values()])
    printed += "".join(v.message for one in grafana.org().boards.values() for v in one.versions)

    assert grafana.token not in printed


@pytest.mark.parametrize("command", ["plan", "import", "prune"])
def test_a_profile_that_the_platform_lacks_is_refused(grafana: FakeGrafana, command: str) -> None:
    assert run(command, "--profile", "old") == (
        2,
        "",
        "error: platform 'archestra' has no profile 'old'\nhint: there is none\n",
    )
    assert grafana.record.requests == []


@pytest.mark.usefixtures("grafana")
def test_boards_of_a_platform_that_the_profile_has_nothing_of_are_not_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gate.toml").write_text(GATE)
    made = (
        board(panel("new_calls_total"), slug="gate-calls", platform="gate"),
        board(panel("new_spans_total"), slug="gate-spans", platform="gate"),
    )
    for module in ("boards", "shipped_boards"):
        monkeypatch.setattr(f"archestra_ops.grafana.{module}.boards", lambda _: made)
    given = ("plan", "--platform", "gate", "--pack-dir", tmp_path, "-o", "json")

    new, old = (json.loads(run(*given, "--profile", name)[1]) for name in ("new", "old"))
    assert [one["board"] for one in new["boards"]] == ["gate-calls", "gate-spans"]
    assert [one["board"] for one in old["boards"]] == ["gate-calls"]
    assert old["folder"]["path"] == ["Gate Ops"]
