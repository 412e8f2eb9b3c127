from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import archestra_ops
from archestra_ops import packs, shipped
from archestra_ops.cli import app
from archestra_ops.grafana.boards import boards, platforms
from archestra_ops.grafana.queries import panel_queries
from archestra_ops.grafana.render import render
from archestra_ops.grafana.shipped_boards import board_files, boards_for

FILES = [str(file.path) for file in board_files("archestra")]
TOY = """
title = "Toy"
homepage = "https://example.org"
[processes.toy]
title = "toy"
job = "toy"
port = 1
api_port = 1
anchor = "toy_up"
emitter_port = 1
emitter_api_port = 1
[metrics.toy_up]
type = "gauge"
help = "up"
unit = "1 or 0"
processes = ["toy"]
"""
HELM = "archestra/helm/application-metrics.json"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["dashboards", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def ours(*arguments: object) -> tuple[int, str, str]:
    """What a command does with Archestra's boards alone."""
    return run(*arguments, "--platform", "archestra")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dashboards/ of a checkout, as it should be."""
    folder = tmp_path / "dashboards"
    assert ours("build", "--out", folder, "--quiet") == (0, "", "")
    monkeypatch.setattr(shipped, "DASHBOARDS", folder)
    return folder


def test_list_tells_what_each_board_answers_in_80_columns() -> None:
    code, out, err = ours("list")

    assert (code, err) == (0, "")
    assert [line.rstrip() for line in out.splitlines()] == [
        "board                 question                     panels   queries   first load",
        "─" * 80,
        "genai-observability   Do LLM calls succeed, how        72        86           24",
        "                      fast are they, what do",
        "                      they cost, who makes them?",
        "mcp-monitoring        Do the tools that agents         47        53           24",
        "                      call answer, how fast, and",
        "                      are their servers up?",
        "agent-sessions        What did an agent do in a        14        15           13",
        "                      session, step by step, and",
        "                      what did it cost?",
        "application-metrics   Are the platform's               79       105           23",
        "                      processes, its task queue",
        "                      and its database well?",
        "rag-knowledge-base    Does knowledge arrive, is        59        68           24",
        "                      it embedded and found, and",
        "                      do permissions follow?",
    ]


def test_list_as_json_is_one_document() -> None:
    code, out, err = ours("list", "--postgres-provider", "cloudsql", "-o", "json")

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "type": "archestra-ops.boards",
        "schema_version": 1,
        "items": [
            {
                "platform": "archestra",
                "board": "genai-observability",
                "question": (
                    "Do LLM calls succeed, how fast are they, what do they cost, who makes them?"
                ),
                "panels": 72,
                "queries": 86,
                "first_load": 24,
            },
            {
                "platform": "archestra",
                "board": "mcp-monitoring",
                "question": (
                    "Do the tools that agents call answer, how fast, and are their servers up?"
                ),
                "panels": 47,
                "queries": 53,
                "first_load": 24,
            },
            {
                "platform": "archestra",
                "board": "agent-sessions",
                "question": (
                    "What did an agent do in a session, step by step, and what did it cost?"
                ),
                "panels": 14,
                "queries": 15,
                "first_load": 13,
            },
            {
                "platform": "archestra",
                "board": "application-metrics",
                "question": "Are the platform's processes, its task queue and its database well?",
                "panels": 73,
                "queries": 99,
                "first_load": 22,
            },
            {
                "platform": "archestra",
                "board": "rag-knowledge-base",
                "question": (
                    "Does knowledge arrive, is it embedded and found, and do permissions follow?"
                ),
                "panels": 59,
                "queries": 68,
                "first_load": 24,
            },
        ],
    }


def test_an_option_of_the_provider_changes_what_it_can_feed() -> None:
    given = ("--postgres-provider", "cloudsql", "--provider-option", "max_connections=200")
    _, out, _ = ours("list", *given, "-o", "json")

    # The connection limit stands on top of the board.
    loads = {item["board"]: item["first_load"] for item in json.loads(out)["items"]}
    assert loads["application-metrics"] == 23


@pytest.mark.parametrize("command", ["list", "build", "check", "export --out x"])
def test_an_unknown_platform_is_named(command: str) -> None:
    assert run(*command.split(), "--platform", "archestar") == (
        2,
        "",
        "error: no platform named 'archestar'\nhint: did you mean 'archestra'?\n",
    )


@pytest.mark.parametrize("command", ["list", "export --out x"])
def test_an_unknown_provider_is_named(command: str) -> None:
    assert run(*command.split(), "--postgres-provider", "asure") == (
        2,
        "",
        "error: no provider named 'asure'\nhint: did you mean 'azure'?\n",
    )


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A folder with a platform of the user's own."""
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "toy.toml").write_text(TOY)
    return folder


@pytest.mark.parametrize("command", ["list", "build", "check", "export --out x"])
def test_a_platform_without_boards_is_named(command: str, toy: Path) -> None:
    assert run(*command.split(), "--platform", "toy", "--pack-dir", toy) == (
        2,
        "",
        (
            "error: no boards for platform 'toy'\n"
            f"hint: they ship for {', '.join(platforms())}; `ops packs show` has the metrics for "
            "your own\n"
        ),
    )


@pytest.mark.parametrize("command", ["list", "build", "check"])
def test_a_profile_of_no_platform_is_refused(command: str) -> None:
    assert run(command, "--profile", "old") == (
        2,
        "",
        "error: --profile 'old' is of no platform\nhint: name it with --platform NAME\n",
    )


@pytest.mark.parametrize("command", ["list", "build", "check", "export --out x"])
def test_a_profile_that_the_platform_lacks_is_refused(command: str) -> None:
    assert ours(*command.split(), "--profile", "old") == (
        2,
        "",
        "error: platform 'archestra' has no profile 'old'\nhint: there is none\n",
    )


def test_without_a_platform_all_boards_are_listed() -> None:
    code, out, err = run("list", "-o", "json")

    assert (code, err) == (0, "")
    listed = [(item["platform"], item["board"]) for item in json.loads(out)["items"]]
    assert listed == [
        (name, board.slug) for name in platforms() for board in boards_for(packs.platform(name))
    ]
    _, text, _ = run("list")
    for name in platforms():
        assert f"\n{packs.platform(name).title} (--platform {name})\n" in f"\n{text}"


def test_without_a_platform_all_boards_are_built(tmp_path: Path) -> None:
    assert run("build", "--out", tmp_path, "--quiet") == (0, "", "")

    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json")} == {
        str(file.path) for name in platforms() for file in board_files(name)
    }


def test_build_writes_every_file_and_names_each(tmp_path: Path) -> None:
    assert ours("build", "--out", tmp_path) == (
        0,
        "",
        "".join(f"wrote {tmp_path / file}\n" for file in FILES),
    )
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json")) == sorted(
        FILES
    )
    (board,) = [one for one in boards("archestra") if one.slug == "application-metrics"]
    expected = render(board, packs.platform("archestra"), packs.provider("helm")).text
    assert (tmp_path / HELM).read_text("utf-8") == expected


def test_build_in_a_checkout_removes_what_no_board_makes(checkout: Path) -> None:
    old = checkout / "archestra" / "otel" / "old.json"
    old.write_text("{}")
    (checkout / "archestra" / "notes.md").write_text("kept")

    code, out, err = ours("build")

    assert (code, out) == (0, "")
    assert err.splitlines()[-1] == f"removed {old}"
    assert not old.exists()
    assert (checkout / "archestra" / "notes.md").exists()


def test_build_elsewhere_removes_nothing(tmp_path: Path) -> None:
    other = tmp_path / "archestra" / "mine.json"
    other.parent.mkdir()
    other.write_text("{}")

    assert ours("build", "--out", tmp_path, "--quiet") == (0, "", "")
    assert other.read_text() == "{}"


def test_build_in_an_installed_package_wants_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "archestra_ops" / "_shipped" / "dashboards"
    monkeypatch.setattr(archestra_ops, "__file__", str(tmp_path / "archestra_ops" / "__init__.py"))
    monkeypatch.setattr(shipped, "DASHBOARDS", installed)

    assert ours("build") == (
        2,
        "",
        (
            f"error: '{installed}' belongs to the installed package\n"
            "hint: run this in a checkout, installed with: pip install -e .\n"
        ),
    )
    assert not installed.exists()


@pytest.mark.parametrize("command", ["build", "export"])
def test_what_is_no_folder_is_refused(command: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")

    for out in (file, "-"):
        assert ours(command, "--out", out) == (
            2,
            "",
            f"error: '{out}' is no folder\nhint: give a folder: several files are written\n",
        )
    assert file.read_text() == "mine"


@pytest.mark.parametrize("command", ["build", "export"])
def test_a_folder_that_cannot_be_made_is_named(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    code, out, err = ours(command, "--out", tmp_path / "file" / "inside")

    assert (code, out) == (2, "")
    assert err.startswith(f"error: '{tmp_path}/file/inside/")
    assert "cannot be written: not a directory" in err


@pytest.mark.usefixtures("checkout")
def test_check_finds_nothing_where_all_is_as_it_should_be() -> None:
    assert ours("check") == (0, "no findings\n", "")


def test_check_names_every_difference_and_the_command_that_mends_them(checkout: Path) -> None:
    text = (checkout / HELM).read_text("utf-8")
    (checkout / HELM).write_text(text.replace('"refresh": "1m"', '"refresh": "5s"'), "utf-8")
    line = text.splitlines().index('  "refresh": "1m",') + 1
    (checkout / "archestra" / "azure" / "application-metrics.json").unlink()
    (checkout / "archestra" / "old.json").write_text("{}")

    assert ours("check") == (
        1,
        (
            "error: dashboards/archestra/azure/application-metrics.json: the file is missing\n"
            "  hint: run `ops dashboards build`\n"
            f"error: dashboards/archestra/helm/application-metrics.json:{line}: the file has\n"
            '  `"refresh": "5s",` where the boards make `"refresh": "1m",`\n'
            "  hint: run `ops dashboards build`\n"
            "error: dashboards/archestra/old.json: no board makes this file\n"
            "  hint: run `ops dashboards build`\n"
            "3 errors\n"
        ),
        "",
    )
    assert ours("build", "--quiet") == (0, "", "")
    assert ours("check") == (0, "no findings\n", "")


def test_check_as_json_is_one_document(checkout: Path) -> None:
    (checkout / HELM).unlink()
    code, out, err = ours("check", "-o", "json")

    assert (code, err) == (1, "")
    document = json.loads(out)
    assert (document["type"], document["command"]) == (
        "archestra-ops.findings",
        "dashboards check",
    )
    assert [finding["check"] for finding in document["findings"]] == ["drift"]


@pytest.mark.usefixtures("checkout")
def test_check_names_the_panel_of_a_query_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    (board,) = [one for one in boards("archestra") if one.slug == "application-metrics"]
    row, *others = board.rows
    first, *panels = row.panels
    query = replace(first.queries[0], expr="sum(rate(http_requests_total[$__rate_interval]))")
    wrong = replace(
        board, rows=(replace(row, panels=(replace(first, queries=(query,)), *panels)), *others)
    )
    monkeypatch.setattr("archestra_ops.grafana.boards.archestra.BOARDS", (wrong,))
    assert ours("build", "--quiet") == (0, "", "")

    code, out, err = ours("check")

    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[0] == "dashboards/archestra/azure/application-metrics.json"
    assert lines[1] == "  Are all processes scraped?"
    assert lines[2].startswith(
        "    error: no metric is called 'http_requests_total' [unknown-metric, line "
    )
    assert out.splitlines()[-1] == "4 errors"


# They are not about one agent, so that the platform puts no agent labels on them.
WITHOUT_AGENT_LABELS = {"llm_active_users", "llm_proxy_auth_rate_limited_total"}
SETS = (
    ("export", ""),
    ("build", "archestra/"),
)


def choices(path: Path) -> list[str]:
    """The variables on top of the board at *path* that ask Prometheus."""
    listed = json.loads(path.read_text("utf-8"))["templating"]["list"]
    return [variable["name"] for variable in listed if variable["type"] == "query"]


def exprs(path: Path, metric: str) -> list[str]:
    """The expressions of the board at *path* that ask for a metric beginning with *metric*."""
    queries = panel_queries(json.loads(path.read_text("utf-8")))
    return [q.expr for q in queries if re.search(rf"\b{metric}\w*\{{", q.expr)]


@pytest.mark.parametrize(("command", "inside"), SETS)
def test_agent_labels_become_choices_that_narrow_llm_and_mcp_metrics(
    command: str, inside: str, tmp_path: Path
) -> None:
    labels = ("--agent-label", "environment", "--agent-label", "cost-team")
    assert ours(command, "--out", tmp_path, "--quiet", *labels) == (0, "", "")

    folder = tmp_path / inside
    for slug in ("genai-observability", "mcp-monitoring", "agent-sessions", "rag-knowledge-base"):
        assert {"cost_team", "environment"} <= set(choices(folder / f"{slug}.json"))
    for slug, prefix in (("genai-observability", "llm_"), ("mcp-monitoring", "mcp_tool_")):
        asked = exprs(folder / f"{slug}.json", prefix)
        assert len(asked) > 10
        for expr in asked:
            for metric, selector in re.findall(rf"\b({prefix}\w*)\{{([^}}]*)\}}", expr):
                narrowed = 'cost_team=~"$cost_team",environment=~"$environment"' in selector
                assert narrowed is (metric not in WITHOUT_AGENT_LABELS), metric
    helm = "helm/" if command == "build" else ""
    platform = (folder / f"{helm}application-metrics.json").read_text("utf-8")
    assert "cost_team" not in platform


@pytest.mark.parametrize(("command", "inside"), SETS)
def test_without_agent_labels_there_are_no_such_choices(
    command: str, inside: str, tmp_path: Path
) -> None:
    assert ours(command, "--out", tmp_path, "--quiet") == (0, "", "")

    assert choices(tmp_path / inside / "genai-observability.json") == [
        "cluster",
        "namespace",
        "job",
        "instance",
        "provider",
        "model",
        "agent_name",
        "source",
    ]


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (
            ("cost-team", "cost_team"),
            "the agent labels 'cost-team' and 'cost_team' are both 'cost_team' in Prometheus",
            "rename one of them",
        ),
        (
            ("team=blue",),
            "'team=blue' is not the name of a label",
            "as in --agent-label team, or --metadata customer_id",
        ),
        (
            ("",),
            "'' is not the name of a label",
            "as in --agent-label team, or --metadata customer_id",
        ),
    ],
)
def test_agent_labels_that_cannot_be_chosen_by_are_refused(
    command: str, given: tuple[str, ...], message: str, hint: str, tmp_path: Path
) -> None:
    labels = [part for name in given for part in ("--agent-label", name)]

    assert ours(command, "--out", tmp_path / "new", *labels) == (
        2,
        "",
        f"error: {message}\nhint: {hint}\n",
    )
    assert not (tmp_path / "new").exists()


def test_the_checkouts_boards_are_built_without_agent_labels(checkout: Path) -> None:
    before = {path: path.read_bytes() for path in checkout.rglob("*.json")}

    assert ours("build", "--agent-label", "team") == (
        2,
        "",
        (
            "error: the checkout's boards are made without '--agent-label'\n"
            "hint: give a folder of your own with --out DIR\n"
        ),
    )
    assert {path: path.read_bytes() for path in checkout.rglob("*.json")} == before


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_ops_that_is_not_the_checkouts_own_says_so(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("archestra_ops").mkdir()
    tmp_path.joinpath("archestra_ops", "shipped.py").write_text("")
    monkeypatch.chdir(tmp_path)

    assert run(command) == (
        2,
        "",
        (
            "error: this 'ops' is installed apart from the checkout in this folder\n"
            "hint: install the checkout itself: pip install -e .\n"
        ),
    )
