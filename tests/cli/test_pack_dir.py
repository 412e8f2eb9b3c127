"""A platform of one's own: a TOML file in a folder, and no code."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from archestra_ops.cli import app
from archestra_ops.http import Http
from tests.packs.toys import folder_at

OVEN = """\
# HELP bakery_breads_total Breads
# TYPE bakery_breads_total counter
bakery_breads_total{kind="rye"} 1544
# HELP bakery_bake_seconds How long breads bake
# TYPE bakery_bake_seconds histogram
bakery_bake_seconds_bucket{le="60"} 0
bakery_bake_seconds_bucket{le="600"} 1442
bakery_bake_seconds_bucket{le="+Inf"} 1544
bakery_bake_seconds_sum 503404.6013055164
bakery_bake_seconds_count 1544
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    return folder_at(tmp_path / "packs")


def run(folder: Path, *arguments: str, stdin: str | None = None) -> Result:
    command = [*arguments, "--pack-dir", str(folder)]
    return CliRunner().invoke(app, command, input=stdin, env={"COLUMNS": "80"})


def test_it_is_listed_and_shown(folder) -> None:
    listed = run(folder, "packs", "list").stdout.splitlines()
    shown = run(folder, "packs", "show", "bakery").stdout

    rows = [line.split() for line in listed]
    assert ["bakery", "platform", "Bakery", "5", "0"] in rows
    assert ["mill", "platform", "Mill", "2", "4"] in rows
    assert shown.startswith("bakery: Bakery\n  oven     metrics on port 7101/metrics, job ")


def test_without_the_option_it_is_not_there(folder) -> None:
    assert run(folder, "packs", "show", "bakery").exit_code == 0
    done = CliRunner().invoke(app, ["packs", "show", "bakery"])

    assert done.exit_code == 2
    assert done.stderr.startswith("error: no pack named 'bakery'\n")


def test_the_environment_may_name_the_folder(folder) -> None:
    done = CliRunner().invoke(app, ["packs", "show", "mill"], env={"OPS_PACK_DIR": str(folder)})

    assert done.exit_code == 0


def test_a_folder_that_is_none() -> None:
    done = CliRunner().invoke(app, ["packs", "list", "--pack-dir", "/nowhere"])

    assert (done.exit_code, done.stderr) == (
        2,
        "error: no folder '/nowhere'\nhint: --pack-dir names one with TOML files in it\n",
    )


def test_a_folder_without_packs_is_told(tmp_path) -> None:
    done = CliRunner().invoke(app, ["packs", "list", "--pack-dir", str(tmp_path)])

    assert (done.exit_code, done.stderr) == (0, f"note: no TOML file in '{tmp_path}'\n")
    assert "archestra" in done.stdout


def test_its_page_is_emitted(folder) -> None:
    assert run(folder, "emitter", "snapshot", "--platform", "bakery").stdout == OVEN


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--process", "postgres"],
            (
                "error: Bakery has no PostgreSQL that is looked at\n"
                "hint: its processes are oven, shop, van\n"
            ),
        ),
        (["--process", "ovn"], "error: no process named 'ovn'\nhint: did you mean 'oven'?\n"),
        (
            ["--profile", "new"],
            (
                "error: platform 'bakery' has no profile 'new'\n"
                "hint: 'mill' has: add --platform mill\n"
            ),
        ),
    ],
)
def test_what_it_does_not_have_is_refused(folder, arguments, message) -> None:
    done = run(folder, "emitter", "snapshot", "--platform", "bakery", *arguments)

    assert (done.exit_code, done.stderr) == (2, message)


def test_its_page_is_right(folder) -> None:
    done = run(folder, "check", "metrics", "-", "--platform", "bakery", stdin=OVEN)

    assert done.exit_code == 0
    assert done.stdout == (
        "stdin: oven: read, 2 metrics, 6 samples, 0 exemplars\n"
        "info: stdin: 1 metric is not there: documented, not seen in the field:\n"
        "  'bakery_burnt_total'\n"
        "  hint: instead: bakery_breads_total{kind='coal'}\n"
        "1 info\n"
    )


def test_a_wrong_page_is_found_out(folder) -> None:
    wrong = OVEN.replace('kind="rye"', 'sort="rye"').replace("seconds histogram", "seconds gauge")
    done = run(folder, "check", "metrics", "-", "--platform", "bakery", stdin=wrong)

    assert done.exit_code == 1
    told = " ".join(done.stdout.split())
    assert "label 'kind' is missing on 'bakery_breads_total'" in told
    assert "label 'sort' is not in the catalogue for 'bakery_breads_total'" in told
    assert "ought to be of type histogram" in told


def test_the_page_of_another_program_is_none_of_it(folder) -> None:
    done = run(folder, "check", "metrics", "-", "--platform", "bakery", stdin="up 1\n")

    assert done.exit_code == 1
    assert "this is not a page of Bakery: none of its own metrics is on it" in done.stdout
    assert "'oven' at ':7101/metrics', 'shop' at" in " ".join(done.stdout.split())


def test_its_scrape_job_is_rendered(folder) -> None:
    done = run(folder, "scrape-config", "render", "--platform", "bakery")

    jobs = yaml.safe_load(done.stdout)["scrape_configs"]
    assert {"bakery-oven", "bakery-shop"} <= {job["job_name"] for job in jobs}
    assert not [job for job in jobs if "postgres" in job["job_name"]]


def test_it_is_served_until_ctrl_c_and_is_well(folder) -> None:
    command = [
        *(sys.executable, "-m", "archestra_ops", "emitter", "run", "--platform", "bakery"),
        *("--pack-dir", str(folder), "--port", "oven=0", "--port", "shop=0", "--port", "api=0"),
        *("--port", "van=0"),
    ]
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as emitter,
        ExitStack() as stack,
        Http() as http,
    ):
        stack.callback(emitter.kill)  # or whatever fails before Ctrl-C would be waited for
        assert emitter.stderr is not None
        said = [emitter.stderr.readline().split() for _ in range(5)]
        urls = {words[0]: words[1] for words in said[:4]}
        oven = urls["oven"].removesuffix("/metrics")
        paths = [f"{oven}/metrics", f"{oven}/hot", f"{oven}/health", urls["api"]]
        answers = [http.get(path) for path in paths]
        done = run(folder, "check", "health", "--platform", "bakery", "--target", f"oven={oven}")
        shown = [emitter.stderr.readline() for _ in range(2)]
        command_shown = shlex.split(shown[1].partition("look at it: ops ")[2])
        pasted = CliRunner().invoke(app, command_shown)
        emitter.send_signal(signal.SIGINT)
        rest = "".join([*shown, emitter.communicate(timeout=30)[1]])

    assert said[4][0] == "scenario"
    assert [answer.status for answer in answers] == [200, 200, 404, 200]
    assert json.loads(answers[1].body) == {"state": {"hot": True, "degrees": 230}}
    assert answers[3].body == b"open"
    assert urls["api"].endswith("/open")
    assert done.stdout == f"{oven}: oven: well, '/hot' 200, '/clean' 200\nno findings\n"
    assert "ops check metrics --platform bakery --target oven=http" in rest
    assert (pasted.exit_code, pasted.stdout.count(": read, ")) == (0, 3), pasted.output
    assert rest.endswith("stopped\n")
    assert emitter.returncode == 0


def test_an_option_of_another_platform_is_refused(folder) -> None:
    done = run(folder, "emitter", "run", "--platform", "bakery", "--web-port", "0")

    assert (done.exit_code, done.stderr) == (
        2,
        "error: Bakery has no port called 'web'\nhint: one of: api, oven, shop, van\n",
    )


@pytest.mark.parametrize(
    "arguments",
    [["packs", "list"], ["packs", "show", "x"], ["check", "metrics", "-", "--platform", "x"]],
    ids=" ".join,
)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "error: x.toml: is a directory\nhint: it has to be a file to read\n"),
        (b"\xff", "error: x.toml: it is not UTF-8\nhint: TOML is UTF-8 always\n"),
        (
            b"title = ",
            "error: x.toml: Invalid value (at end of document)\nhint: see https://toml.io\n",
        ),
        (
            b'title = "X"\nhomepge = ""\n',
            "error: x.toml: unknown key 'homepge'\nhint: did you mean 'homepage'?\n",
        ),
    ],
    ids=["folder", "bytes", "no TOML", "unknown key"],
)
def test_a_broken_file_is_named(folder, arguments, content, message) -> None:
    if content is None:
        (folder / "x.toml").mkdir()
    else:
        (folder / "x.toml").write_bytes(content)

    done = run(folder, *arguments, stdin="up 1\n")

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", message)


def test_a_metric_that_it_does_not_have_is_found_in_a_rule(folder) -> None:
    expr = "rate(bakery_bread_total[5m]) + rate(bakery_bake_seconds[5m]) + rate(mcp_calls[5m]) > 0"
    rules = {"groups": [{"name": "g", "rules": [{"alert": "A", "expr": expr}]}]}
    given = "alerts", "check", "-", "-q", "--platform", "bakery", "--select", "unknown-metric"

    result = run(folder, *given, "-o", "json", stdin=json.dumps(rules))
    assert result.exit_code == 1
    assert [one["message"] for one in json.loads(result.stdout)["findings"]] == [
        "no metric is called 'bakery_bread_total'",
        "no metric is called 'bakery_bake_seconds'",
    ]
