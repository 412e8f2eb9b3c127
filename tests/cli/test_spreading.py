from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from archestra_ops.cli.spreading import spread


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where."""

    room: Annotated[str, typer.Option("--room", help="Which room.")] = "hall"
    floors: Annotated[list[int] | None, typer.Option("--floor")] = None


SEEN: list[object] = []


def look(place: Place, loud: Annotated[bool, typer.Option("--loud")] = False) -> None:
    """Look around."""
    SEEN.append((place, loud))


def run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer(rich_markup_mode=None)
    app.command()(spread(look))
    result = CliRunner().invoke(app, [*arguments])
    return result.exit_code, result.stdout


def test_the_fields_of_a_dataclass_are_options() -> None:
    SEEN.clear()

    assert run("--room", "attic", "--floor", "3", "--floor", "4", "--loud")[0] == 0
    assert run()[0] == 0
    assert [(Place(room="attic", floors=[3, 4]), True), (Place(), False)] == SEEN


def test_the_help_is_that_of_the_command_and_its_options() -> None:
    code, out = run("--help")

    assert code == 0
    assert "Look around." in out
    assert "--room" in out
    assert "Which room.  [default: hall]" in out
