from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from tests.servers.processes import commands
from tests.servers.programs import require
from tests.verify.installations import scraped, serving
from tests.verify.test_run import worker_panels

OPS = (sys.executable, "-m", "archestra_ops")
BOARDS = (
    "GenAI Observability",
    "MCP Monitoring",
    "Agent Sessions",
    "Application Metrics (helm)",
    "RAG & Knowledge Base",
)
NO_ENGINE = (
    "note: prometheus and promtool are not installed: the emitter's pages are read, and no engine "
    "is asked (Debian package: prometheus)\n"
)
NO_POSTGRES = (
    "note: the PostgreSQL panels are not looked at: give the exporter's page with --postgres\n"
)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["verify", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def no_prometheus(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which neither prometheus nor promtool is installed."""
    monkeypatch.setenv("PATH", os.devnull)


def test_live_on_the_emitter_is_a_table_that_fits() -> None:
    code, out, err = run("--level", "live", "--postgres-provider", "all")

    assert (code, err) == (0, "")
    assert re.sub(r" +\d+", " #", out) == (
        "level live, on the reference emitter\n"
        "\n"
        "board                           ok  no series yet  failed\n"
        "GenAI Observability # # #\n"
        "MCP Monitoring # # #\n"
        "Agent Sessions # # #\n"
        "Application Metrics (azure) # # #\n"
        "Application Metrics (cloudsql) # # #\n"
        "Application Metrics (helm) # # #\n"
        "Application Metrics (otel) # # #\n"
        "RAG & Knowledge Base # # #\n"
        "\n"
        "nothing failed\n"
    )
    assert max(map(len, out.splitlines())) <= 80


def test_static_needs_nothing() -> None:
    code, out, err = run("--level", "static")

    assert (code, err) == (0, "")
    assert out.startswith("level static, on the packs\n")


def test_json_is_one_document() -> None:
    code, out, err = run("--level", "live", "-o", "json")
    document = json.loads(out)

    assert (code, err) == (0, "")
    assert {key: document[key] for key in ("type", "schema_version", "level", "against", "ok")} == {
        "type": "archestra-ops.verify",
        "schema_version": 1,
        "level": "live",
        "against": "the reference emitter",
        "ok": True,
    }
    assert document["summary"] == [
        {
            "board": board,
            "ok": sum(case["group"] == board for case in document["cases"]),
            "no_series_yet": 0,
            "failed": 0,
        }
        for board in BOARDS
    ]
    assert {case["status"] for case in document["cases"]} == {"ok"}


def test_junit_has_a_case_per_panel() -> None:
    code, out, err = run("--level", "live", "-o", "junit")
    suites = list(ET.fromstring(out))  # noqa: S314 - ours

    assert (code, err) == (0, "")
    assert [suite.attrib["name"] for suite in suites] == list(BOARDS)
    assert {suite.attrib["failures"] for suite in suites} == {"0"}
    assert [int(suite.attrib["tests"]) for suite in suites] == [len(suite) for suite in suites]
    assert len(suites[3]) > 70


@pytest.mark.usefixtures("no_prometheus")
def test_without_a_prometheus_pages_are_read_and_it_is_said() -> None:
    code, out, err = run()

    assert (code, err) == (0, NO_ENGINE)
    assert out.startswith("level live, on the reference emitter\n")
    assert run("--quiet")[2] == ""


@pytest.mark.usefixtures("no_prometheus")
def test_without_a_prometheus_the_engine_cannot_be_asked() -> None:
    assert run("--level", "engine") == (
        3,
        "",
        (
            "error: level 'engine' needs 'prometheus' and 'promtool' on PATH\n"
            "hint: install the Debian package prometheus, or use --level live\n"
        ),
    )


def test_the_same_seed_gives_the_same_report_and_agent_labels_are_heard() -> None:
    given = ("--level", "live", "--seed", 7, "--agent-label", "team=blue", "-o", "json")

    assert run(*given)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ("--level", "static", "--web", "http://w/metrics"),
            "level 'static' looks at no URL",
            "leave --level out, or the URLs with it",
        ),
        (
            ("--level", "static", "--prometheus", "http://p"),
            "level 'static' looks at no URL",
            "leave --level out, or the URLs with it",
        ),
        (
            ("--level", "live", "--prometheus", "http://p"),
            "level 'live' asks no Prometheus",
            "leave --level out, or --prometheus with it",
        ),
        (
            ("--level", "engine", "--web", "http://w/metrics"),
            "level 'engine' needs the Prometheus that scrapes these pages",
            "add --prometheus URL, or leave --level out",
        ),
        (
            ("--postgres-provider", "all", "--postgres", "http://pg/metrics"),
            "one --postgres page cannot be every provider's",
            "say whose it is with --postgres-provider",
        ),
        (("--postgres-provider", "asure"), "no provider named 'asure'", "did you mean 'azure'?"),
        (("--platform", "archestar"), "no platform named 'archestar'", "did you mean 'archestra'?"),
    ],
)
def test_options_that_contradict_each_other_are_refused(arguments, message, hint) -> None:
    assert run(*arguments) == (2, "", f"error: {message}\nhint: {hint}\n")


@pytest.mark.parametrize("option", ["--web", "--prometheus"])
def test_an_address_that_is_empty_does_not_pass_as_a_proof(option: str) -> None:
    code, out, err = run(option, "", "--quiet")

    assert (code, out) == (2, "")
    assert "is not an http or https address" in err


@pytest.mark.parametrize("option", ["--web", "--postgres", "--prometheus"])
def test_an_unreachable_address_is_one_sentence(option: str) -> None:
    at = "http://127.0.0.1:1"

    assert run(option, f"{at}/metrics", "--quiet") == (
        3,
        "",
        f"error: nothing listens at '{at}'\nhint: does it run, and is the port right?\n",
    )


@pytest.fixture(scope="module")
def urls() -> Iterator[dict[str, str]]:
    """The pages of an installation without a secret."""
    with serving() as served:
        yield served.urls


def pages(urls: dict[str, str], *names: str) -> list[str]:
    return [part for name in names for part in (f"--{name}", urls[name])]


def test_a_whole_installation_is_proven_by_its_pages(urls: dict[str, str]) -> None:
    code, out, err = run(*pages(urls, "web", "worker", "postgres"))

    assert (code, err) == (0, "")
    assert out.startswith("level live, on the installation\n")
    assert out.endswith("\nnothing failed\n")


def test_an_installation_without_the_worker_names_its_panels(urls: dict[str, str]) -> None:
    code, out, err = run(*pages(urls, "web"))

    assert (code, err) == (1, NO_POSTGRES)
    named = re.findall(r"^  missing metric: (.*)$", out, re.MULTILINE)
    panels = worker_panels()
    assert sorted(named) == sorted(panel.partition(": ")[2] for panel in panels)
    assert out.count("hint: only the worker process has it, which is not scraped") == len(named)
    assert out.endswith(f"\n{len(named)} failed\n")
    assert max(map(len, out.splitlines())) <= 80


def test_what_failed_is_in_json_and_in_junit(urls: dict[str, str]) -> None:
    code, out, _ = run(*pages(urls, "web"), "-o", "json")
    document = json.loads(out)
    assert (code, document["ok"]) == (1, False)
    failed = {f"{c['group']}: {c['name']}" for c in document["cases"] if not c["ok"]}
    assert failed == worker_panels()

    code, out, _ = run(*pages(urls, "web"), "-o", "junit")
    suites = ET.fromstring(out)  # noqa: S314 - ours
    failed = {
        f"{suite.attrib['name']}: {case.attrib['name']}"
        for suite in suites
        for case in suite.findall("./testcase/failure/..")
    }
    assert (code, failed) == (1, worker_panels())


def test_the_secret_comes_from_a_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_text("s3cret\n")
    with serving("s3cret") as served:
        given = pages(served.urls, "web", "worker", "postgres")
        code, out, err = run(*given)
        assert (code, out) == (3, "")
        assert err == (
            f"error: '{served.urls['web']}' wants another bearer token (401)\n"
            "hint: give it with --secret-file or ARCHESTRA_METRICS_SECRET\n"
        )
        assert run(*given, "--secret-file", file)[0] == 0
        monkeypatch.setenv("ARCHESTRA_METRICS_SECRET", "s3cret")
        assert run(*given)[0] == 0
        monkeypatch.setenv("ARCHESTRA_METRICS_SECRET", "wrong")
        assert run(*given)[0] == 3


@pytest.mark.servers
def test_a_prometheus_is_asked(tmp_path: Path) -> None:
    with scraped(tmp_path) as url:
        code, out, err = run("--prometheus", url)

        assert (code, err) == (0, "")
        assert out.startswith("level engine, on the installation\n")
        assert out.endswith("\nnothing failed\n")
        # The level may be said, and the path may end in a slash.
        assert run("--prometheus", f"{url}/", "--level", "engine", "--quiet")[0] == 0


# --- as a program ---------------------------------------------------------------------------------


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a program whose temporary files are in a folder of their own."""
    return {**os.environ, "TMPDIR": str(tmp_path), "COLUMNS": "80", "TERM": "xterm"}


@pytest.mark.servers
def test_on_the_engine_everything_has_data(environment: dict[str, str], tmp_path: Path) -> None:
    require("prometheus")
    started = time.monotonic()
    done = subprocess.run(
        [*OPS, "verify"], env=environment, capture_output=True, text=True, check=False
    )
    print(f"ops verify: {time.monotonic() - started:.1f} s")  # noqa: T201 - shown by -rP

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("level engine, on the reference emitter\n")
    assert done.stdout.endswith("\nnothing failed\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.servers
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("moment", ["simulating", "scraping"])
def test_an_interrupt_leaves_no_process_and_no_folder(
    moment: str, number: signal.Signals, code: int, environment: dict[str, str], tmp_path: Path
) -> None:
    require("prometheus")
    with subprocess.Popen(
        [*OPS, "verify"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        _await(
            lambda: (
                commands(f"config.file={tmp_path}")
                if moment == "scraping"
                else list(tmp_path.glob("ops-verify-*"))
            )
        )
        process.send_signal(number)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (code, b"")
    assert b"Traceback" not in err
    assert commands(str(tmp_path)) == {}
    assert list(tmp_path.iterdir()) == []


def _await(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def on_terminal(environment: dict[str, str], *arguments: str, until: str = "") -> str:
    """What `ops verify` says on a stderr that is a terminal, at most *until* it says that."""
    main, other = pty.openpty()
    with subprocess.Popen(
        [*OPS, "verify", *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=other
    ) as process:
        os.close(other)
        said = b""
        with suppress(OSError):  # the other end is closed
            while not until or until.encode() not in said:
                said += os.read(main, 4096)
        process.terminate()
        with suppress(OSError):
            while os.read(main, 4096):
                pass
        os.close(main)
    return said.decode()


COLOUR = re.compile(r"\x1b\[(?:\d+;)*[39][0-7]m")


@pytest.mark.servers
def test_progress_is_shown_on_a_terminal_and_without_colour_where_none_is_wanted(
    environment: dict[str, str],
) -> None:
    require("prometheus")
    coloured = on_terminal(environment, until="storing the hour")
    plain = on_terminal({**environment, "NO_COLOR": "1"}, until="storing the hour")

    assert "simulating an hour" in coloured
    assert "simulating an hour" in plain
    assert COLOUR.search(coloured)
    assert not COLOUR.search(plain)


def test_a_terminal_is_shown_nothing_where_it_is_to_be_quiet(environment: dict[str, str]) -> None:
    assert on_terminal(environment, "--level", "live", "--quiet") == ""


def test_prometheus_alone_is_not_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "prometheus"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("prometheus")

    code, out, err = run()

    assert (code, err) == (0, NO_ENGINE)
    assert out.startswith("level live")
