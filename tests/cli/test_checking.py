from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
from archestra_ops.prometheus.rule_lint import documentation
from tests.prometheus.rule_lint.rules import GOOD, alert, file

BAD = file(alert("up"))
NAMED = "--select", "always-firing,promtool,yaml,no-rules"


def check(*arguments: object, stdin: str | None = None) -> tuple[int, str, str]:
    words = ["alerts", "check", *map(str, arguments)]
    result = CliRunner().invoke(app, words, input=stdin)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a good file, and a bad one deeper; promtool is not installed."""
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "bad.rules").write_text(BAD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_file_without_a_fault_is_fine() -> None:
    note = "note: promtool is not installed: only our own rules were applied\n"

    assert check("good.yaml") == (0, "no findings\n", note)
    assert check("good.yaml", "--quiet") == (0, "no findings\n", "")
    assert check("good.yaml", "--no-promtool") == (0, "no findings\n", "")


@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_told_by_file_and_rule() -> None:
    assert check("good.yaml", "deep/bad.rules", "-q", *NAMED) == (
        1,
        (
            "deep/bad.rules\n"
            "  alert 'A' of group 'g'\n"
            "    error: it always fires: nothing in it compares [always-firing, line 5]\n"
            "      hint: say from which value on, as in … > 0.05\n"
            "\n"
            "1 error\n"
        ),
        "",
    )


def test_a_folder_is_searched_and_what_has_no_rules_is_only_mentioned(folder: Path) -> None:
    (folder / "values.yml").write_text("a: b\n")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "bad.yaml").write_text(BAD)

    code, out, _ = check(".", "-q", "-o", "json", *NAMED)
    found = [(one["subject"], one["check"]) for one in json.loads(out)["findings"]]
    assert (code, found) == (
        1,
        [("deep/bad.rules", "always-firing"), ("values.yml", "no-rules")],
    )
    assert check("values.yml", "-q", *NAMED)[0] == 1
    assert check(".", "-q", "--select", "no-rules")[0] == 0


@pytest.mark.usefixtures("folder")
def test_stdin_is_a_file_too() -> None:
    code, out, err = check("-", "-o", "json", "-q", *NAMED, stdin=BAD)

    assert (code, err) == (1, "")
    assert json.loads(out)["findings"] == [
        {
            "check": "always-firing",
            "severity": "error",
            "subject": "stdin",
            "part": "alert 'A' of group 'g'",
            "line": 5,
            "message": "it always fires: nothing in it compares",
            "hint": "say from which value on, as in … > 0.05",
        }
    ]


def test_a_file_in_a_folder_that_cannot_be_read_does_not_hide_the_others(folder: Path) -> None:
    (folder / "bin.yaml").write_bytes(b"\xff\xfe\x00")

    code, out, _ = check(".", "-q", "-o", "json", *NAMED)

    found = [(one["subject"], one["check"]) for one in json.loads(out)["findings"]]
    assert (code, found) == (1, [("bin.yaml", "yaml"), ("deep/bad.rules", "always-firing")])
    assert check("bin.yaml", "-q")[::2] == (
        2,
        "error: 'bin.yaml' is not text in UTF-8\nhint: save it as UTF-8\n",
    )


def test_nobody_is_waited_for_who_might_write_into_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")

    assert check("pipe", "-q") == (
        2,
        "",
        "error: 'pipe' is no file\nhint: give a file, or - for stdin\n",
    )


@pytest.mark.usefixtures("folder")
def test_a_pipe_that_is_open_is_read() -> None:
    read, write = os.pipe()
    os.write(write, BAD.encode())
    os.close(write)
    try:
        code, out, _ = check(f"/dev/fd/{read}", "-q", *NAMED)
    finally:
        os.close(read)

    assert (code, out.splitlines()[0]) == (1, f"/dev/fd/{read}")


@pytest.mark.usefixtures("folder")
def test_fail_on_says_what_is_bad_enough() -> None:
    text = file(alert("up == 0", "labels: {a: b}"))

    codes = [check("-", "-q", *words, stdin=text)[0] for words in ([], ["--fail-on", "warning"])]
    assert codes == [0, 1]
    assert check("-", "-q", "--fail-on", "warning", "--ignore", "no-severity", stdin=text)[0] == 0
    assert check("-", "-q", "--fail-on", "info", "--ignore", "no-severity", stdin=text)[0] == 1


@pytest.mark.usefixtures("folder")
def test_other_formats() -> None:
    assert check("deep/bad.rules", "-q", *NAMED, "-o", "github")[:2] == (
        1,
        (
            "::error file=deep/bad.rules,title=always-firing,line=5::alert 'A' of group 'g': "
            "it always fires: nothing in it compares%0Ahint: say from which value on, as in"
            " … > 0.05\n"
        ),
    )
    code, out, _ = check("good.yaml", "deep/bad.rules", "-q", *NAMED, "-o", "junit")
    suites = ET.fromstring(out)  # noqa: S314 - our own
    assert code == 1
    assert [(suite.get("name"), suite.get("failures")) for suite in suites] == [
        ("good.yaml", "0"),
        ("deep/bad.rules", "1"),
    ]
    code, out, _ = check("deep/bad.rules", "-q", "-o", "sarif")
    (run,) = json.loads(out)["runs"]
    assert code == 0
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == documentation().keys()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["absent.yaml"], "error: 'absent.yaml' cannot be read: no such file or directory\n"),
        (["good.yaml", "--select", "no-fro"], "error: --select 'no-fro' is no rule\n"),
        (["good.yaml", "--scrape-interval", "5"], "error: '5' is not a duration\n"),
        (["good.yaml", "--platform", "x"], "error: no platform named 'x'\n"),
        (["good.yaml", "--metrics", "empty.txt"], "error: 'empty.txt' is no metrics page\n"),
        (
            ["good.yaml", "--metrics", "empty.txt", "--prometheus", "http://p"],
            "error: --metrics and --prometheus exclude each other\n",
        ),
        (["empty"], "error: 'empty' has no YAML file in it\n"),
    ],
)
def test_misuse_is_a_sentence(arguments, message, folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.txt").write_text("")
    code, out, err = check(*arguments, "-q")

    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_a_page_says_what_exists(folder: Path) -> None:
    (folder / "page.txt").write_text("# TYPE x gauge\nx 1\n")
    text = file(alert("y > 1"))

    code, out, _ = check("-", "-q", "--metrics", "page.txt", "-o", "json", stdin=text)
    assert code == 1
    assert [
        one["message"] for one in json.loads(out)["findings"] if one["severity"] == "error"
    ] == ["'y' does not exist in 'page.txt'"]


@pytest.mark.usefixtures("folder")
def test_scrape_interval_and_labels_are_taken_at_their_word() -> None:
    text = file(alert('rate(llm_tokens_total{team="x"}[1m]) > 0'))
    rules = "--select", "short-window,unknown-label"

    assert check("-", "-q", *rules, "--label", "team", stdin=text)[0] == 0
    assert check("-", "-q", *rules, "--agent-label", "team", stdin=text)[0] == 0
    assert "needs two samples" in check("-", "-q", "--scrape-interval", "1m", stdin=text)[1]
    assert check("-", "-q", *rules, stdin=text)[0] == 1


@pytest.mark.servers
def test_promtool_is_asked_too() -> None:
    text = file(alert("sort_by_label(up, 'a') > 1"))

    code, out, _ = check("-", "--select", "promtool", stdin=text)
    assert code == 1
    assert "error: promtool refuses it: could not parse expression" in out
    assert check("-", "--select", "promtool", "--no-promtool", stdin=text)[0] == 0


@pytest.mark.servers
def test_what_is_no_rule_file_is_said_once() -> None:
    text = "route: {receiver: a}\nreceivers: [{name: a}]\n"

    assert check("-", stdin=text)[:2] == (
        1,
        (
            "error: stdin:1: it is a configuration of Alertmanager\n"
            "  hint: amtool check-config looks at those\n"
            "1 error\n"
        ),
    )


@pytest.mark.parametrize("platform", packs.platform_names())
def test_our_own_rules_have_no_error_with_the_page_of_their_emitter(platform, folder: Path) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--platform", platform])
        assert result.exit_code == 0
        return result.stdout

    run("alerts", "render", "--out", "rules.yaml")
    (folder / "page").write_text(run("emitter", "snapshot"))
    code, out, _ = check("rules.yaml", "-q", "--platform", platform, "--metrics", "page")

    assert "error" not in [line.split(":")[0].strip() for line in out.splitlines()]
    assert code == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("platform", "name", "meant", "code"),
    [
        ("agyn", "workload_failure_total", "workload_failures_total", 0),
        ("astromesh", "astromesh_run_total", "astromesh_agent_runs_total", 1),
        ("truefoundry", "ai_gateway_request_totall", "ai_gateway_requests_total", 1),
    ],
)
def test_a_misspelt_metric_is_found_on_every_platform(platform, name, meant, code) -> None:
    text = file(alert(f"rate({name}[5m]) + rate(mcp_gateway_calls_total[5m]) > 1"))
    given = "-", "-q", "--platform", platform, "--select", "unknown-metric"

    found, out, _ = check(*given, stdin=text)
    assert found == code
    assert out.count("no metric is called") == 1
    assert f"did you mean '{meant}'?" in out
