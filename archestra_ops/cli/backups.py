"""Boards as they were before something replaced or removed them, as files."""

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


def default_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where backups go unless another folder is given: below XDG_STATE_HOME, or ~/.local/state."""
    variables = os.environ if environment is None else environment
    state = variables.get("XDG_STATE_HOME", "")
    base = Path(state) if state.startswith("/") else Path("~/.local/state").expanduser()
    return base / "archestra-ops" / "backups"


class Backups:
    """A folder for each Grafana, and in it a file for each version that was replaced."""

    def __init__(self, folder: Path, url: str) -> None:
        server = re.sub(r"[^A-Za-z0-9.]+", "-", url.partition("://")[2]).strip("-")
        self._folder = folder / server

    def __call__(self, stored: Stored) -> str:
        """Save the dashboard; returns the file's path. OpsError where it cannot be written.

        A version that is saved already is not saved again, and no file is ever replaced.
        """
        text = json.dumps(stored.dashboard, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        # A dashboard may hold half a character, which no file can.
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
        name = re.sub(r"[^A-Za-z0-9_-]", "_", stored.uid)
        for number in itertools.count(1):
            again = f".{number}" if number > 1 else ""
            path = self._folder / f"{name}.v{stored.version}{again}.json"
            if not path.exists():
                write_whole(path, text)
                return str(path)
            if read_whole(path) == text:
                return str(path)
        raise AssertionError  # numbers do not end
