"""Nothing that a run against a Grafana writes has a secret in it, however the run ends."""

from __future__ import annotations

import base64
import json
import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from tests.servers.fault import Fault
from tests.servers.faults import FaultProxy
from tests.servers.grafana import FakeGrafana

HIDDEN = "s3cret-Passw0rd%"
QUOTED = HIDDEN.replace("%", "%25")
PROXY = "pr0xy-Passw0rd"
OLD = "archestra-ops-old"
MCP = "archestra-ops-mcp-monitoring"
COMMANDS = (
    ("dashboards", "plan", "--only", "mcp", "--diff", "full"),
    ("dashboards", "plan", "--only", "mcp", "-o", "json"),
    ("dashboards", "import", "--only", "mcp", "--overwrite", "-o", "json"),
    ("dashboards", "import", "--only", "agent", "--title-suffix", " (2)", "--api", "classic"),
    ("dashboards", "prune", "--yes"),
    ("check", "grafana"),
    ("check", "grafana", "-o", "json"),
)


@dataclass(frozen=True)
class Written:
    """Where a run writes: what it printed comes back, the rest is below `folder` or in the log."""

    folder: Path
    log: pytest.LogCaptureFixture

    def run(self, words: tuple[str, ...], env: dict[str, str]) -> str:
        """What a command writes, and the exception it ends with, as a traceback prints it."""
        backup = ["--backup", str(self.folder)] if {"import", "prune"} & {*words} else []
        result = CliRunner().invoke(app, [*words, *backup], env=env)
        error = result.exception
        told = "".join(traceback.format_exception(error)) if error else ""
        files = [path.read_text("utf-8") for path in self.folder.rglob("*.json")]
        return "\n".join([result.stdout, result.stderr, told, self.log.text, *files])


@pytest.fixture
def written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Written:
    """With the most that is ever logged, and nothing from the environment that runs the tests."""
    for name in ("URL", "TOKEN", "USER", "PASS", "PASSWORD", "ORG_ID"):
        monkeypatch.delenv(f"GRAFANA_{name}", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("archestra_ops.http.retry._FIRST", 0.0)  # seconds between two tries
    caplog.set_level(logging.DEBUG)
    return Written(folder=tmp_path, log=caplog)


@pytest.fixture
def fake() -> Iterator[FakeGrafana]:
    """A Grafana with a board of ours that somebody changed, and one that is no longer shipped."""
    with FakeGrafana(11) as server:
        server.accounts.add_user("ada", HIDDEN, {1: "Admin"})
        server.add_datasource("prometheus-1", "prometheus", name="Prometheus")
        env = {"GRAFANA_URL": server.url, "GRAFANA_TOKEN": server.token}
        CliRunner().invoke(app, ["dashboards", "import", "--only", "mcp"], env=env)
        ours = server.org().boards[MCP].newest
        old = {**ours.spec, "uid": OLD, "title": "Old"}
        server.write_board(old, folder_uid=ours.folder_uid, message=ours.message)
        server.write_board({**ours.spec, "uid": MCP}, folder_uid=ours.folder_uid, author="ann")
        yield server


def logins(fake: FakeGrafana, url: str) -> dict[str, dict[str, str]]:
    """Ways to log in at *url*, each with the environment for it."""
    inside = url.replace("://", f"://ada:{QUOTED}@")
    return {
        "token": {"GRAFANA_URL": url, "GRAFANA_TOKEN": fake.token},
        "wrong token": {"GRAFANA_URL": url, "GRAFANA_TOKEN": f"{fake.token}x"},
        "password": {"GRAFANA_URL": url, "GRAFANA_USER": "ada", "GRAFANA_PASS": HIDDEN},
        "half": {"GRAFANA_URL": url, "GRAFANA_PASS": HIDDEN},
        "user info": {"GRAFANA_URL": inside},
        "sub-path": {"GRAFANA_URL": f"{inside}/wrong", "GRAFANA_TOKEN": fake.token},
        "proxy": {
            "GRAFANA_URL": inside.replace("127.0.0.1", "grafana.invalid"),
            "http_proxy": f"http://ops:{PROXY}@127.0.0.1:1",
        },
        "no scheme": {"GRAFANA_URL": inside.partition("://")[2], "GRAFANA_TOKEN": fake.token},
    }


def secrets(fake: FakeGrafana) -> list[str]:
    """What must be nowhere, as it is and as it is sent."""
    pairs = (f"ada:{HIDDEN}", f"ops:{PROXY}")
    sent = [base64.b64encode(pair.encode()).decode().rstrip("=") for pair in pairs]
    return [fake.token, HIDDEN, QUOTED, PROXY, *sent]


def kept(fake: FakeGrafana) -> str:
    """What Grafana keeps of all that was sent to it."""
    versions = [each for board in fake.org().boards.values() for each in board.versions]
    return json.dumps([[each.spec, each.message] for each in versions])


LOGINS = ["token", "wrong token", "password", "half", "user info", "sub-path", "proxy", "no scheme"]


@pytest.mark.parametrize("login", LOGINS)
def test_however_somebody_logs_in(written: Written, fake: FakeGrafana, login: str) -> None:
    env = logins(fake, fake.url)[login]
    told = "".join(written.run(words, env) for words in COMMANDS) + kept(fake)

    assert [secret for secret in secrets(fake) if secret in told] == []
    if login in {"token", "password", "user info"}:
        assert OLD not in fake.org().boards
        assert f"{MCP}.v2.json" in {path.name for path in written.folder.rglob("*.json")}


FAULTS = [fault for fault in Fault if "HANG" not in fault.name]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.lower())
@pytest.mark.parametrize("login", ["token", "user info"])
def test_however_it_fails(written: Written, fake: FakeGrafana, login: str, fault: Fault) -> None:
    command = COMMANDS[2]
    with FaultProxy(fake.url, lambda number, *_: fault if number in {3, 9, 10} else None) as proxy:
        env = logins(fake, proxy.url)[login]
        told = written.run(command, env)
        proxy.recover(lambda *_: fault)
        told += written.run(command, env) + kept(fake)

    assert [secret for secret in secrets(fake) if secret in told] == []
    assert "rror" in told or "failed" in told or fault is Fault.TOO_MANY
