"""Imports at the same time, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.grafana.sync.contract.command import Command
from tests.servers.grafana.instance import Instance

SLUGS = (
    "genai-observability",
    "mcp-monitoring",
    "agent-sessions",
    "application-metrics",
    "rag-knowledge-base",
)


def test_two_imports_at_once_end_in_one_folder_and_five_boards_of_one_version(
    ops: Command, grafana: Instance
) -> None:
    words = [
        *("dashboards", "import", "--no-backup", "--folder", ops.folder),
        *(f"--uid-suffix={grafana.suffix}", "--title-suffix", f" ({grafana.run})"),
    ]
    for slug in SLUGS:
        grafana.claim(ops.uid(slug))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "archestra_ops", *words],
            env={**os.environ, **grafana.env, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=60)[0] for one in running]

    assert [one.returncode for one in running] == [0, 0], said
    found = grafana.done("GET", "/api/folders?limit=1000")
    [folder] = [one["uid"] for one in found if one["title"] == ops.folder]
    grafana.claim(folder)
    for slug in SLUGS:
        assert grafana.board(ops.uid(slug))["meta"]["folderUid"] == folder
        assert len(ops.messages(slug)) == 1
