"""How a command ends when the world outside of it fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from archestra_ops import cli

FULL = (
    "error: cannot write: No space left on device\n"
    "hint: is the disk full, or the output closed? TMPDIR names another\n"
)
OPS = f"{sys.executable} -m archestra_ops"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command.replace("ops ", f"{OPS} ", 1)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", ["ops packs list", "ops emitter snapshot", "ops --help"])
def test_a_full_disk_is_one_sentence(command: str) -> None:
    done = shell(f"{command} >/dev/full")

    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        "",
        FULL,
    )


def test_a_message_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")

    assert cli._fitted("hint: one of: availability, cost, http, llm, mcp, meta") == (
        "hint: one of: availability, cost, http,\n  llm, mcp, meta"
    )
    assert cli._fitted("error: 'a b' " + "x" * 50) == "error: 'a b'\n  " + "x" * 50
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert cli._fitted("error: " + "a " * 40) == "error: " + "a " * 40


def test_a_closed_output_is_nobodys_error() -> None:
    done = shell("ops packs list >&-")

    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_input_is_told() -> None:
    done = shell("ops check metrics - <&-")

    assert (done.returncode, done.stderr) == (
        2,
        "error: there is no stdin to read\nhint: name a file, or pipe a page in\n",
    )


def test_a_reader_that_goes_away_is_nobodys_error() -> None:
    done = shell("ops emitter snapshot | head -1")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# HELP ")
