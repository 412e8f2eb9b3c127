"""The groups of commands, each imported when it is asked for: `ops --version` needs none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.main import get_group

_GROUPS = ("verify", "dashboards", "scrape-config", "alerts", "check", "stack", "emitter", "packs")


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
    commands: typer.Typer = import_module(f"archestra_ops.cli.{name.replace('-', '_')}").app
    # A command itself, and no group: Typer makes one of a single command without a callback.
    alone = len(commands.registered_commands) == 1 and commands.registered_callback is None
    # As a part of another, it is printed as that is: without options of its own for completion.
    whole = typer.Typer(add_completion=False, rich_markup_mode=None)
    whole.add_typer(commands, name=None if alone else name)
    return get_group(whole).commands[name]
