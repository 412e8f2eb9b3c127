"""Each group of commands is imported when it is asked for, and no earlier."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command

from archestra_ops.cli import app
from archestra_ops.cli.groups import Groups

NAMES = ["verify", "dashboards", "scrape-config", "alerts", "check", "stack", "emitter", "packs"]


def test_every_group_is_there_and_in_order() -> None:
    assert list(Groups()) == NAMES
    assert len(Groups()) == len(NAMES)
    assert [Groups()[name].name for name in NAMES] == NAMES


def test_there_is_no_other() -> None:
    assert "check-up" not in Groups()
    with pytest.raises(KeyError):
        Groups()["__init__"]


def test_a_single_command_is_no_group() -> None:
    assert not hasattr(Groups()["verify"], "commands")
    assert "import" in Groups()["dashboards"].commands


def test_what_they_are_part_of_has_them() -> None:
    assert list(getattr(get_command(app), "commands", ())) == NAMES


def test_the_version_is_told_without_any() -> None:
    code = (
        "import sys\n"
        "from archestra_ops.cli import app\n"
        "app(['--version'], standalone_mode=False)\n"
        "print(sorted(n for n in sys.modules if n.startswith('archestra_ops.cli.')))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = "['archestra_ops.cli.groups', 'archestra_ops.cli.signals']"
    assert done.stdout.splitlines()[1:] == [loaded]


def test_every_command_that_knows_platforms_finds_those_of_a_folder() -> None:
    def walk(command: object) -> None:
        names = [one.name for one in command.params]  # type: ignore[attr-defined]
        if "platform" in names:
            assert names.count("pack_dir") == 1, command.name  # type: ignore[attr-defined]
        for child in getattr(command, "commands", {}).values():
            walk(child)

    for name in NAMES:
        walk(Groups()[name])
    assert "pack_dir" in [one.name for one in Groups()["packs"].commands["list"].params]
    assert "pack_dir" not in [one.name for one in Groups()["check"].params]


def test_help_loads_what_says_what_commands_there_are_and_no_more() -> None:
    code = (
        "import sys\n"
        "from archestra_ops.cli import app\n"
        "app(['--help'], standalone_mode=False)\n"
        "heavy = {'httpx', 'rich', 'yaml', 'archestra_ops.packs', 'archestra_ops.output'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
