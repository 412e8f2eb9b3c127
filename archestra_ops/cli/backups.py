"""Boards and groups of rules as they were before something replaced or removed them, as files."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from archestra_ops.cli.files import read_whole, write_whole

if TYPE_CHECKING:
    from archestra_ops.grafana.api.model import Stored
    from archestra_ops.prometheus.ruler.content import Content


def default_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where backups go unless another folder is given: below XDG_STATE_HOME, or ~/.local/state."""
    variables = os.environ if environment is None else environment
    state = variables.get("XDG_STATE_HOME", "")
    base = Path(state) if state.startswith("/") else Path("~/.local/state").expanduser()
    return base / "archestra-ops" / "backups"


class Backups:
    """A folder for each Grafana, and in it a file for each version that was replaced."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder / _server(url)

    def __call__(self, stored: Stored) -> str:
        """Save the dashboard; returns the file's path. OpsError where it cannot be written.

        A version that is saved already is not saved again, and no file is ever replaced.
        """
        text = json.dumps(stored.dashboard, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        # A dashboard may hold half a character, which no file can.
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
        return _kept(self._folder, f"{_file(stored.uid)}.v{stored.version}", ".json", text)


class RuleBackups:
    """A folder for each namespace of a ruler, and in it a file for each state of each group."""

    def __init__(self, folder: Path, url: str, namespace: str) -> None:
        self._folder = folder / _server(url) / "rules" / _file(namespace)

    def __call__(self, group: Content) -> str:
        """Save *group* as a rule file, as `Backups` saves a dashboard; returns the file's path."""
        from archestra_ops.prometheus.rules.writing import document

        name = _file(str(group.get("name", "")))
        return _kept(self._folder, name, ".yaml", document({"groups": [dict(group)]}))


def _server(url: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", url.partition("://")[2]).strip("-")


def _file(name: str) -> str:
    """*name* as one of a file, which leads nowhere else."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)


def _kept(folder: Path, stem: str, ending: str, text: str) -> str:
    for number in itertools.count(1):
        again = f".{number}" if number > 1 else ""
        path = folder / f"{stem}{again}{ending}"
        if not path.exists():
            write_whole(path, text)
            return str(path)
        if read_whole(path) == text:
            return str(path)
    raise AssertionError  # numbers do not end
