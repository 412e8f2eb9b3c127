"""The groups of commands, each imported when it is asked for: `ops --version` needs none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.main import get_command, get_group

_GROUPS = ("verify", "dashboards", "scrape-config", "alerts", "check", "stack", "emitter", "packs")

FOLDER: Final = "OPS_PACK_DIR"


class Groups(Mapping[str, Any]):
    """The commands of `ops` by name, in the order in which `--help` lists them."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - Typer keeps this type private
        """Import the module of that name, and give the command that its `app` makes."""
        if name not in _GROUPS:
            raise KeyError(name)
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(_GROUPS)

    def __len__(self) -> int:
        """How many there are."""
        return len(_GROUPS)


@cache
def _command(name: str) -> Any:  # noqa: ANN401 - as above
    from archestra_ops.cli.empty import refuse_empty

    commands: typer.Typer = import_module(f"archestra_ops.cli.{name.replace('-', '_')}").app
    # A command itself, and no group: Typer makes one of a single command without a callback.
    alone = len(commands.registered_commands) == 1 and commands.registered_callback is None
    # As a part of another, it is printed as that is: without options of its own for completion.
    whole = typer.Typer(add_completion=False, rich_markup_mode=None)
    whole.add_typer(commands, name=None if alone else name)
    made = get_group(whole).commands[name]
    for command in _commands(made):
        refuse_empty(command)
        if name == "packs" or any(one.name == "platform" for one in command.params):
            command.params.append(_own_folder())
    return made


def _commands(command: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """*command*, or those of a group."""
    children = getattr(command, "commands", {}).values()
    if not children:
        yield command
    for child in children:
        yield from _commands(child)


def _own_folder() -> Any:  # noqa: ANN401 - as above
    """`--pack-dir`, which is read before all others: they may ask for a platform that is there."""
    from archestra_ops.cli.empty import refuse_empty

    only = typer.Typer(add_completion=False, rich_markup_mode=None)
    only.command()(_folder)
    made = get_command(only)
    refuse_empty(made)
    return next(one for one in made.params if one.name == "pack_dir")


def _use(folder: Path | None) -> None:
    from archestra_ops import packs

    packs.use_folder(folder)


def _folder(
    pack_dir: Annotated[
        Path | None,
        typer.Option(
            "--pack-dir",
            metavar="DIR",
            envvar=FOLDER,
            is_eager=True,
            expose_value=False,
            callback=_use,
            help="A folder with platforms of your own, a TOML file each.",
        ),
    ] = None,
) -> None:
    """Carry the option."""
