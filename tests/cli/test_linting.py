from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops import shipped
from archestra_ops.cli import app
from archestra_ops.grafana.boards import platforms
from archestra_ops.grafana.lint import documentation
from archestra_ops.grafana.shipped_boards import board_files
from tests.grafana.lint.boards import board, panel

GOOD = json.dumps(board(panel("sum(rate(llm_tokens_total[$__rate_interval]))")), indent=2)
BAD = json.dumps(board(panel("sum(llm_tokens_total)", title="Tokens")), indent=2)
LINE = BAD.split("\n").index('          "expr": "sum(llm_tokens_total)",') + 1


def check(*arguments: object, stdin: str | None = None) -> tuple[int, str, str]:
    words = ["dashboards", "check", *map(str, arguments)]
    result = CliRunner().invoke(app, words, input=stdin)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a good board, and a bad one deeper."""
    (tmp_path / "good.json").write_text(GOOD)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "bad.json").write_text(BAD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_file_without_a_fault_is_fine() -> None:
    assert check("good.json") == (0, "no findings\n", "")


@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_told_by_file_and_panel() -> None:
    assert check("good.json", "deep/bad.json") == (
        1,
        (
            "deep/bad.json\n"
            "  Tokens\n"
            "    error: counter 'llm_tokens_total' is read as it is "
            f"[raw-counter, line {LINE}]\n"
            "      hint: take its rate() or increase()\n"
            "\n"
            "1 error\n"
        ),
        "",
    )


def test_a_folder_is_searched_and_what_is_no_dashboard_is_only_mentioned(folder: Path) -> None:
    (folder / "package.json").write_text("{}")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "bad.json").write_text(BAD)

    assert check(".", "--ignore", "raw-counter") == (
        0,
        (
            "info: package.json: it is no dashboard: it has no panels\n"
            "  hint: give Grafana's dashboard JSON\n"
            "1 info\n"
        ),
        "",
    )
    assert check("package.json")[0] == 1


def test_stdin_is_a_file_too() -> None:
    code, out, err = check("-", "-o", "json", stdin=BAD)

    assert (code, err) == (1, "")
    assert json.loads(out)["findings"] == [
        {
            "check": "raw-counter",
            "severity": "error",
            "subject": "stdin",
            "part": "Tokens",
            "line": LINE,
            "message": "counter 'llm_tokens_total' is read as it is",
            "hint": "take its rate() or increase()",
        }
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1', "it is not JSON: expecting ',' delimiter at line 1, column 8"),
        ("[]", "it is no dashboard: it holds no object"),
        ('{"elements": {}, "layout": {}}', "it is in Grafana's v2 schema, of which nothing is"),
    ],
)
def test_what_is_no_dashboard_is_said_in_a_sentence(text: str, said: str) -> None:
    code, out, err = check("-", stdin=text)

    assert (code, err) == (1, "")
    assert said in out


def test_a_file_that_is_too_large_is_not_read_to_its_end(folder: Path) -> None:
    with (folder / "huge.json").open("wb") as file:
        file.truncate(10**12)

    code, out, err = check("huge.json")

    assert (code, err) == (1, "")
    assert "it has more than 8,000,000 characters" in out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.json",), "error: 'none.json' cannot be read: no such file or directory\n"),
        (("empty",), "error: 'empty' has no JSON file in it\n"),
        (("latin.json",), "error: 'latin.json' is not text in UTF-8\n"),
        (("good.json", "--select", "no-unti"), "error: --select 'no-unti' is no rule\n"),
        (("--ignore", "no-unti"), "error: --ignore 'no-unti' is no rule\n"),
    ],
)
def test_misuse_is_said_with_a_hint(folder: Path, arguments, message) -> None:
    (folder / "empty").mkdir()
    (folder / "latin.json").write_bytes(b'{"title": "\xe9"}')
    code, out, err = check(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert "hint: " in err


@pytest.mark.usefixtures("folder")
def test_rules_are_selected_and_ignored() -> None:
    def told(*options: str) -> set[str]:
        _, out, _ = check("deep/bad.json", "-o", "json", *options)
        return {finding["check"] for finding in json.loads(out)["findings"]}

    assert told() == {"raw-counter"}
    assert told("--select", "job-matcher,instance-matcher") == {"job-matcher", "instance-matcher"}
    assert told("--select", "all", "--ignore", "job-matcher") == {"raw-counter", "instance-matcher"}
    assert told("--ignore", "raw-counter") == set()
    assert told("--select", "first-load", "--budget", "1") == set()


def test_labels_of_ones_own_are_known(folder: Path) -> None:
    asked = panel("sum by (team) (rate(llm_tokens_total[$__rate_interval]))")
    (folder / "team.json").write_text(json.dumps(board(asked)))

    assert check("team.json")[0] == 1
    assert check("team.json", "--label", "team") == (0, "no findings\n", "")
    assert check("team.json", "--agent-label", "team") == (0, "no findings\n", "")
    assert check("--agent-label", "cost-centre", "--ignore", "drift")[0] == 0


@pytest.mark.usefixtures("folder")
def test_it_fails_on_what_it_is_told_to() -> None:
    only = ("deep/bad.json", "--select", "job-matcher")

    assert check(*only)[0] == 0
    assert check(*only, "--fail-on", "info")[0] == 1


@pytest.mark.usefixtures("folder")
def test_github_gets_a_command_for_each_finding() -> None:
    assert check("deep/bad.json", "-o", "github") == (
        1,
        (
            f"::error file=deep/bad.json,title=raw-counter,line={LINE}::Tokens: counter "
            "'llm_tokens_total' is read as it is%0Ahint: take its rate() or increase()\n"
        ),
        "",
    )


@pytest.mark.usefixtures("folder")
def test_sarif_has_every_rule_that_was_applied_and_never_fails() -> None:
    code, out, err = check("deep/bad.json", "-o", "sarif", "--ignore", "no-unit")
    (run,) = json.loads(out)["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}

    assert (code, err) == (0, "")
    assert rules.keys() == documentation().keys() - {"no-unit", "job-matcher", "instance-matcher"}
    assert rules["no-title"]["help"]["text"] == documentation()["no-title"]
    assert [result["ruleId"] for result in run["results"]] == ["raw-counter"]


@pytest.mark.usefixtures("folder")
def test_junit_has_a_suite_for_every_file() -> None:
    code, out, err = check("good.json", "deep/bad.json", "-o", "junit")
    suites = ET.fromstring(out.encode())  # noqa: S314 - it is ours

    assert (code, err) == (1, "")
    assert [(one.get("name"), one.get("failures")) for one in suites] == [
        ("good.json", "0"),
        ("deep/bad.json", "1"),
    ]


def test_without_a_path_ours_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = ("--platform", "archestra")
    code, out, _ = check("-o", "junit", "--ignore", "drift", *ours)
    suites = ET.fromstring(out.encode())  # noqa: S314 - it is ours

    assert code == 0
    assert "dashboards/archestra/helm/application-metrics.json" in {s.get("name") for s in suites}

    monkeypatch.setattr(shipped, "DASHBOARDS", tmp_path)
    (tmp_path / "archestra").mkdir()
    (tmp_path / "archestra" / "old.json").write_text("{}")
    code, out, _ = check("-o", "json", *ours)
    found = json.loads(out)["findings"]

    assert code == 1
    assert {one["check"] for one in found} == {"drift"}
    assert found[-1]["subject"] == "dashboards/archestra/old.json"
    assert check("--ignore", "drift", *ours) == (0, "no findings\n", "")


def test_without_a_platform_those_of_all_are_looked_at() -> None:
    _, out, _ = check("-o", "junit", "--ignore", "drift")
    suites = ET.fromstring(out.encode())  # noqa: S314 - it is ours

    assert {s.get("name") for s in suites} == {
        f"dashboards/{file.path}" for name in platforms() for file in board_files(name)
    }
