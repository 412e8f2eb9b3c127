"""`ops dashboards` against the Grafana of a test, with boards and a folder of that test alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from archestra_ops.cli import app
from tests.servers.grafana.instance import Instance


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code and its one document."""

    code: int
    document: dict[str, Any]

    def each(self, key: str) -> dict[str, Any]:
        """What the document says of each board under *key*."""
        return {board["board"]: board[key] for board in self.document["boards"]}


@dataclass(frozen=True)
class Command:
    """Two boards, `mcp-monitoring` and `agent-sessions`, unless it is told otherwise."""

    grafana: Instance
    backups: Path

    @property
    def folder(self) -> str:
        """The title of the folder."""
        return f"Contract {self.grafana.run}"

    def uid(self, slug: str) -> str:
        """The uid of a board."""
        return f"archestra-ops-{slug}{self.grafana.suffix}"

    def plan(self, *more: str) -> Ran:
        """`ops dashboards plan`."""
        return self._boards("plan", *more)

    def import_(self, *more: str) -> Ran:
        """`ops dashboards import`."""
        ran = self._boards("import", "--backup", str(self.backups), *more)
        for board in ran.document["boards"]:
            self.grafana.claim(board["uid"])
        self.grafana.claim(ran.document["folder"]["uid"])
        return ran

    def prune(self, *more: str) -> Ran:
        """`ops dashboards prune`."""
        return self._run("prune", "--backup", str(self.backups), *more)

    def saved(self) -> dict[str, dict[str, Any]]:
        """The backups, by the names of their files."""
        files = sorted(self.backups.rglob("*.json"))
        return {file.name: json.loads(file.read_text("utf-8")) for file in files}

    def messages(self, slug: str) -> list[str]:
        """The messages of the versions of a board, the newest first."""
        return [each["message"] for each in self.grafana.versions(self.uid(slug))]

    def edit(self, slug: str, *, token: str = "", **changes: object) -> int:
        """Have somebody save a board in the browser, where it is; its version."""
        found = self.grafana.board(self.uid(slug))
        spec = {**found["dashboard"], "id": None, **changes}
        folder = found["meta"]["folderUid"]
        return self.grafana.put_board(spec, folder_uid=folder, message="mine", token=token)

    def _boards(self, verb: str, *more: str) -> Ran:
        only = () if "--only" in more else ("--only", "mcp,agent")
        title = () if "--title-suffix" in more else ("--title-suffix", f" ({self.grafana.run})")
        return self._run(verb, *only, *title, *more)

    def _run(self, *words: str) -> Ran:
        folder = () if "--folder" in words else ("--folder", self.folder)
        suffix = f"--uid-suffix={self.grafana.suffix}"
        arguments = ["dashboards", *words, suffix, *folder, "-o", "json"]
        result = CliRunner().invoke(app, arguments, env={**self.grafana.env, "NO_COLOR": "1"})
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.stderr == ""
        return Ran(result.exit_code, json.loads(result.stdout))
