from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as open_metrics_families,
)
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app, serving
from archestra_ops.errors import FetchError
from archestra_ops.http import Http, Secret
from tests.servers.processes import StartError, on_free_port

OPS = (sys.executable, "-m", "archestra_ops")
WORD = "open-sesame"
FREE = [f"--{name}-port=0" for name in ("web", "api", "worker", "postgres")]


def run(*arguments: str, **environment: str):
    return CliRunner().invoke(app, ["emitter", *arguments], env=environment)


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*OPS, "emitter", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


# --- snapshot -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "has", "has_not"),
    [
        ([], "http_request_duration_seconds_count", "task_queue_active_tasks"),
        (["--process", "worker"], "task_queue_active_tasks", "http_request_duration_seconds_count"),
        (["--process", "postgres"], "pg_up 1", "# EOF"),
        (["--process-type", "all"], "task_queue_active_tasks", "pg_up"),
        (
            ["--process", "postgres", "--postgres-provider", "otel"],
            "postgresql_connection_max",
            "pg_up",
        ),
        (
            [
                *("--process", "postgres", "--postgres-provider", "azure"),
                *("--provider-option", "name_template={name}"),
            ],
            "azurerm_resource_metric{",
            "azure_microsoft",
        ),
    ],
)
def test_snapshot_prints_one_page(options, has, has_not) -> None:
    done = run("snapshot", *options)

    assert (done.exit_code, done.stderr) == (0, "")
    assert f"\n{has}" in done.stdout
    assert has_not not in done.stdout


def test_snapshot_is_the_same_in_every_run() -> None:
    """Also where Python orders its sets otherwise."""
    options = ["snapshot", "--agent-label", "team=core", "--agent-label", "cost-centre=1"]
    first, second = (program(*options, PYTHONHASHSEED=seed) for seed in "12")

    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout != program(*options, "--seed", "2").stdout
    assert first.stdout != program(*options, "--at", "2026-01-15T13:00:00Z").stdout


def test_snapshot_has_agent_labels_as_the_platform_has() -> None:
    done = run("snapshot", "--agent-label", "team=core", "--agent-label", "cost-centre=42")

    assert ',cost_centre="42",team="core"}' in done.stdout
    (tokens,) = [f for f in open_metrics_families(done.stdout) if f.name == "llm_tokens"]
    knowledge = [s.labels for s in tokens.samples if s.labels["agent_name"] == "Knowledge Base"]
    assert {(labels["cost_centre"], labels["team"]) for labels in knowledge} == {("", "")}


def test_snapshot_of_an_incident() -> None:
    done = run("snapshot", "--scenario", "llm-provider-outage")
    refused = run("snapshot", "--scenario", "llm-provider-outrage")

    failed = 'llm_request_duration_seconds_count{provider="openai"'
    lines = [line for line in done.stdout.splitlines() if line.startswith(failed)]
    assert sum('status_code="503"' in line for line in lines) > 5
    assert refused.exit_code == 2
    assert refused.stderr == (
        "error: no scenario named 'llm-provider-outrage'\n"
        "hint: did you mean 'llm-provider-outage'?\n"
    )


# --- backfill -------------------------------------------------------------------------------------

SHORT = ("backfill", "--hours", "0.01", "--until", "2026-01-15T12:00:00Z")


def test_backfill_plays_from_the_start_on() -> None:
    steady = run(*SHORT)
    played = run(*SHORT, "--scenario", "worker-down")

    assert 'up{job="archestra-worker",instance="localhost:9001"} 1.0 ' in steady.stdout
    assert 'up{job="archestra-worker",instance="localhost:9001"} 1.0 ' not in played.stdout
    assert "task_queue_active_tasks{" not in played.stdout


def test_backfill_writes_history() -> None:
    done = run(*SHORT, "--step", "15s")

    assert (done.exit_code, done.stderr) == (0, "")
    families = {family.name: family for family in open_metrics_families(done.stdout)}
    (limit,) = {s.labels["job"] for s in families["database_pool_size_limit"].samples} - {
        "archestra-web"
    }
    assert limit == "archestra-worker"
    stamps = sorted({float(sample.timestamp) for sample in families["up"].samples})
    assert stamps == [1768478370, 1768478385, 1768478400]
    assert {sample.labels["instance"] for sample in families["up"].samples} == {
        "localhost:9050",
        "localhost:9001",
        "localhost:9187",
    }


def test_backfill_into_a_file_says_nothing(tmp_path) -> None:
    file = tmp_path / "new" / "history.om"

    done = run(*SHORT, "--out", str(file), "--postgres-provider", "azure")

    assert (done.exit_code, done.output) == (0, "")
    assert file.read_text() == run(*SHORT, "--postgres-provider", "azure").stdout


def test_backfill_is_the_same_in_every_run() -> None:
    first, second = (program(*SHORT, PYTHONHASHSEED=seed) for seed in "12")

    assert first.stdout == second.stdout
    assert first.stdout != program(*SHORT, "--seed", "2").stdout


def test_backfill_ends_now_unless_told() -> None:
    done = run("backfill", "--hours", "0.01", "--agent-label", "team=core")

    (stamp,) = re.findall(r'^up\{job="archestra-web".*? (\d+)\.000$', done.stdout, re.MULTILINE)[
        -1:
    ]
    assert int(stamp) % 15 == 0
    assert ',team="core",job=' in done.stdout


@pytest.mark.parametrize("command", ["snapshot", "backfill --hours 0.5"])
def test_a_reader_that_goes_away_is_no_error(command) -> None:
    line = f"{shlex.join(OPS)} emitter {command} | head -n 1"

    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)

    assert done.stdout.startswith((b"# HELP ", b"# TYPE "))
    assert done.stderr == b""


# --- misuse ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ["snapshot", "--process", "wroker"],
            "no process named 'wroker'",
            "did you mean 'worker'?",
        ),
        (
            ["snapshot", "--process", "worker", "--process-type", "all"],
            "process 'worker' has no page of its own where one process does everything",
            "its metrics are on the page of 'web'",
        ),
        (
            ["snapshot", "--postgres-provider", "asure"],
            "no provider named 'asure'",
            "did you mean 'azure'?",
        ),
        (
            ["snapshot", "--platform", "archestre"],
            "no platform named 'archestre'",
            "did you mean 'archestra'?",
        ),
        (
            ["snapshot", "--postgres-provider", "cloudsql", "--provider-option", "delta=counter"],
            "provider 'cloudsql' has no option 'delta'",
            "did you mean 'delta_mode'?",
        ),
        (
            ["snapshot", "--agent-label", "team"],
            "--agent-label 'team' is not NAME=VALUE",
            "as in --agent-label name=value",
        ),
        (
            ["run", "--agent-label", "=core"],
            "--agent-label '=core' is not NAME=VALUE",
            "as in --agent-label name=value",
        ),
        (
            ["backfill", "--agent-label", "team=a", "--agent-label", "team=b"],
            "--agent-label gives 'team' twice",
            "give it once",
        ),
        (
            ["run", "--agent-label", "cost-centre=a", "--agent-label", "cost_centre=b"],
            "the agent labels 'cost-centre' and 'cost_centre' are both 'cost_centre' in Prometheus",
            "rename one of them",
        ),
        (
            ["snapshot", "--agent-label", "status=a"],
            "an agent label cannot become 'status', which 'mcp_tool_calls_total' has already",
            "give it another name",
        ),
        (
            ["snapshot", "--at", "noon"],
            "'noon' is not a time",
            "write it as in 2026-01-15T12:00:00Z, or now",
        ),
        (
            ["backfill", "--until", "2026-13-01"],
            "'2026-13-01' is not a time",
            "write it as in 2026-01-15T12:00:00Z, or now",
        ),
        (
            ["backfill", "--step", "15"],
            "'15' is not a duration",
            "give a unit: 15s is seconds, 15m is minutes",
        ),
        (
            ["backfill", "--step", "0s"],
            "a history of 21600 seconds has no step of 0 seconds",
            "take more hours, or a shorter step",
        ),
        (
            ["backfill", "--hours", "nan"],
            "a history of nan seconds has no step of 15 seconds",
            "take more hours, or a shorter step",
        ),
        (
            ["backfill", "--hours", "100000"],
            "a history of 3.6e+08 seconds has more than 20000 steps of 15 seconds",
            "take fewer hours, or a longer step",
        ),
        (
            ["run", "--secret-file", "/nowhere/secret"],
            "no secret file '/nowhere/secret'",
            "is the path right?",
        ),
        (
            ["run", *FREE, "--host", "192.0.2.1"],
            "cannot listen on '192.0.2.1:0': cannot assign requested address",
            "choose another with --port web=PORT, or another address with --host",
        ),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_misuse_is_one_sentence_and_a_hint(arguments, message, hint) -> None:
    done = run(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"error: {message}\nhint: {hint}\n"


@pytest.mark.parametrize(
    "arguments",
    [["run", "--web-port", "70000"], ["snapshot", "--process-type", "both"], ["run", "x"]],
)
def test_options_that_are_none_are_refused(arguments) -> None:
    done = run(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


# --- run ------------------------------------------------------------------------------------------


@dataclass
class Running:
    """An emitter that serves: what it said, and where."""

    process: subprocess.Popen[str]
    said: list[str]

    @property
    def urls(self) -> dict[str, str]:
        return dict(line.split() for line in self.said if "  http://" in line)

    @property
    def checks(self) -> list[str]:
        """The command that it proposes, without `ops`."""
        (line,) = [line for line in self.said if line.startswith("look at it: ops ")]
        return shlex.split(line.removeprefix("look at it: ops "))

    def get(self, name: str, path: str = "", secret: str = ""):
        base = self.urls[name]
        with Http(bearer=Secret(secret) if secret else None) as http:
            return http.get(base.rpartition("/")[0] + path if path else base)

    def stop(self, how: signal.Signals) -> tuple[int, str]:
        self.process.send_signal(how)
        _, err = self.process.communicate(timeout=30)
        return self.process.returncode, err


@contextmanager
def emitting(*arguments: str, ports=FREE, **environment: str) -> Iterator[Running]:
    command = [*OPS, "emitter", "run", *ports, *arguments]
    env = {name: v for name, v in os.environ.items() if name != "ARCHESTRA_METRICS_SECRET"}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=env | environment
    ) as process:
        try:
            said = []
            while not said or "Ctrl-C" not in said[-1]:
                line = process.stderr.readline()
                assert line, f"it ended: {said}"
                said.append(line.rstrip("\n"))
            yield Running(process, said)
        finally:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_it_serves_until_it_is_told_to_stop(how) -> None:
    with emitting() as emitter:
        assert list(emitter.urls) == ["web", "api", "worker", "postgres"]
        assert emitter.get("web").headers["content-type"].startswith("application/openmetrics-text")
        assert emitter.get("worker").body.endswith(b"# EOF\n")
        assert emitter.get("postgres").headers["content-type"].startswith("text/plain")
        assert emitter.get("api").json()["database"] == "connected"
        assert emitter.get("worker", "/ready").json() == {"status": "ok"}
        assert emitter.get("web", "/ready").status == 404

        assert emitter.stop(how) == (0, "stopped\n")


def test_what_it_says_is_a_list_and_a_command_that_works() -> None:
    with emitting() as emitter:
        urls = emitter.urls
        assert emitter.said == [
            f"web       {urls['web']}",
            f"api       {urls['api']}",
            f"worker    {urls['worker']}",
            f"postgres  {urls['postgres']}",
            "scenario  steady: everything works, a little goes wrong, nights are quiet",
            "",
            f"look at it: ops check metrics --web {urls['web']} --worker {urls['worker']}",
            "stop it:    Ctrl-C",
        ]
        done = CliRunner().invoke(app, [*emitter.checks, "--fail-on", "warning"])

    assert done.exit_code == 0, done.output


def test_one_process_for_all_has_everything_on_the_web_page() -> None:
    with emitting("--process-type", "all") as emitter:
        assert list(emitter.urls) == ["web", "api", "postgres"]
        assert b"\ntask_queue_active_tasks{" in emitter.get("web").body
        assert emitter.checks == ["check", "metrics", "--web", emitter.urls["web"]]
        done = CliRunner().invoke(app, [*emitter.checks, "--fail-on", "warning"])

    assert done.exit_code == 0, done.output


def test_a_secret_from_a_file_is_wanted_by_both(tmp_path) -> None:
    file = tmp_path / "the secret"
    file.write_text(f"{WORD}\n")
    with emitting("--secret-file", str(file)) as emitter:
        for process in ("web", "worker"):
            refused = emitter.get(process)
            assert refused.status == 401
            assert refused.json() == {"error": "Unauthorized: Bearer token required"}
            wrong = emitter.get(process, secret=WORD[1:])
            assert wrong.json() == {"error": "Unauthorized: Invalid token"}
            assert emitter.get(process, secret=WORD).status == 200
        assert emitter.get("postgres").status == 200
        assert emitter.checks[-2:] == ["--secret-file", str(file)]
        assert WORD not in "".join(emitter.said)
        done = CliRunner().invoke(app, [*emitter.checks, "--fail-on", "warning"])

    assert done.exit_code == 0, done.output


def test_a_secret_may_come_from_the_environment() -> None:
    with emitting(ARCHESTRA_METRICS_SECRET=WORD) as emitter:
        assert emitter.get("web").status == 401
        assert emitter.get("web", secret=WORD).status == 200
        assert "            with the same ARCHESTRA_METRICS_SECRET" in emitter.said
        assert WORD not in "".join(emitter.said)


def test_an_empty_secret_is_none() -> None:
    with emitting(ARCHESTRA_METRICS_SECRET="") as emitter:
        assert emitter.get("web").status == 200


def test_azure_answers_each_job() -> None:
    with emitting("--postgres-provider", "azure") as emitter:
        assert "with the URL parameters of each job, or all of it without any" in emitter.said[4]
        url = emitter.urls["postgres"]
        with Http() as http:
            pages = [
                http.get(url, params={k: list(v) for k, v in job.params.items()}).body
                for job in packs.provider("azure").jobs
            ]
            everything = http.get(url).body

    assert len(set(pages)) == len(pages) > 1
    assert sum(page.count(b"# TYPE") for page in pages) == everything.count(b"# TYPE")


@contextmanager
def answering(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """An emitter that says nothing; StartError where another program was faster to take *port*."""
    command = [*OPS, "emitter", "run", f"--web-port={port}", *FREE[1:], "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            with Http() as http:
                while not healthy(http, f"http://127.0.0.1:{port}/health"):
                    if process.poll() is not None:
                        raise StartError(process.stderr.read().decode())
            yield process
        finally:
            process.kill()


def healthy(http: Http, url: str) -> bool:
    with suppress(FetchError):
        return http.get(url, retries=0).status == 200
    return False


def test_quiet_says_nothing() -> None:
    with ExitStack() as stack:
        process = on_free_port(stack, answering)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == (b"", b"")
    assert process.returncode == 0


def test_a_port_in_use_stops_it_before_anything_answers() -> None:
    """The last of its ports is taken: the others are free again, and nothing was said."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run("run", *FREE[:3], "--postgres-port", str(port))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: port {port} on '127.0.0.1' is in use\n"
        "hint: choose another with --port postgres=PORT, or another address with --host\n"
    )


def test_all_ports_are_bound_before_one_answers(monkeypatch) -> None:
    events = []

    class Recorded(serving.Server):
        def __init__(self, host, port) -> None:
            super().__init__(host, port)
            events.append("bound")

        def start(self, app) -> None:
            events.append("answers")
            super().start(app)

        def stop(self) -> None:
            events.append("stopped")
            super().stop()

    monkeypatch.setattr(serving, "Server", Recorded)

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "time", clock(interrupted))

    done = run("run", *FREE)

    assert (done.exit_code, done.stderr.splitlines()[-1]) == (0, "stopped")
    assert events == ["bound"] * 4 + ["answers"] * 4 + ["stopped"] * 4


def clock(sleep, monotonic=time.monotonic) -> SimpleNamespace:
    """What `serving` has of `time`, without touching what other threads have."""
    return SimpleNamespace(sleep=sleep, monotonic=monotonic, time=time.time)


def test_the_default_ports_are_the_platforms() -> None:
    platform, helm = packs.platform("archestra"), packs.provider("helm")

    assert platform.processes["web"].emitter_port == 9050
    assert platform.processes["web"].emitter_api_port == 9000
    assert platform.processes["worker"].emitter_port == 9001
    assert helm.jobs[0].port == 9187


def test_what_nobody_scrapes_moves_on_and_a_signal_before_a_sleep_is_soon_heard(
    monkeypatch,
) -> None:
    slept = [0.0]

    def sleep(seconds: float) -> None:
        assert 0 < seconds <= 0.5
        slept[-1] += seconds
        if len(slept) == 3:
            raise KeyboardInterrupt

    def advance(_self: serving.Endpoints) -> None:
        slept.append(0.0)

    monkeypatch.setattr(serving.Endpoints, "advance", advance)
    monkeypatch.setattr(serving, "time", clock(sleep, lambda: sum(slept)))

    assert run("run", *FREE).exit_code == 0
    assert slept == [60.0, 60.0, 0.5]


def test_json_of_health_is_the_platforms() -> None:
    with emitting() as emitter:
        body = emitter.get("api", "/health").body

    assert json.loads(body) == {"name": "Archestra", "status": "ok", "version": "0.0.0-emitter"}
