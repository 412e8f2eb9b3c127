"""What `--help` looks like on a terminal of 80 columns."""

from __future__ import annotations

import re
from functools import cache

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from archestra_ops.cli import app

COLUMNS = 80
ROOM = COLUMNS - 6  # two columns at either side are Typer's, two more the indented text's


@cache
def commands() -> dict[str, str]:
    """Every command and group with its help, as `dashboards export`; `` is ops itself."""
    found: dict[str, str] = {}

    def walk(command: object, path: tuple[str, ...]) -> None:
        found[" ".join(path)] = command.help or ""  # type: ignore[attr-defined]
        for name, child in getattr(command, "commands", {}).items():
            walk(child, (*path, name))

    walk(get_command(app), ())
    return found


def examples(help_text: str) -> list[str]:
    """The lines of a help text that show a command: `Example: ops …`, or indented ones."""
    shown = re.findall(r"(?m)^(?:Example:| ) .*\bops .+$", help_text)
    return [line.strip() for line in shown]


@pytest.mark.parametrize("command", commands())
def test_every_example_stands_whole_on_a_line_of_its_own(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": str(COLUMNS)})

    shown = result.stdout.splitlines()
    lines = [line.strip() for line in shown]
    for example in examples(commands()[command]):
        if len(example) <= ROOM:
            assert example in lines


def test_the_examples_are_found() -> None:
    assert examples(commands()["dashboards export"]) == [
        "ops dashboards export --postgres-provider otel --out boards",
        "ops dashboards export --as provisioning --out provisioning/dashboards",
        "ops dashboards export --as configmap | kubectl apply -f -",
    ]
    assert examples(commands()["dashboards list"]) == ["Example: ops dashboards list"]
