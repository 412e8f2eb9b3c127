"""What may not be empty on the command line: an unset variable of a script is no wish.

An empty path would be the folder that one is in, and an empty address to listen on every address.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from archestra_ops.errors import OpsError

_ADDRESSES: Final = frozenset({"host"})


def refuse_empty(command: Any) -> None:  # noqa: ANN401 - Typer keeps this type private
    """Let *command* raise OpsError for a path or address that is given and empty."""
    hints = get_type_hints(command.callback)
    for parameter in command.params:
        hint = hints.get(parameter.name)
        if parameter.name in _ADDRESSES or _is_path(hint):
            _refuse(parameter)


def _is_path(hint: object) -> bool:
    """Whether *hint* is that of a path, of several, or of one that may be left out."""
    return hint is Path or any(_is_path(inner) for inner in get_args(hint))


def _refuse(parameter: Any) -> None:  # noqa: ANN401 - as above
    convert = parameter.process_value

    def converted(context: Any, value: str | Sequence[str] | None) -> Any:  # noqa: ANN401 - as above
        if value == "" or (isinstance(value, list | tuple) and "" in value):
            raise OpsError(f"{_shown(parameter)} is empty", hint="was a variable not set?")
        return convert(context, value)

    parameter.process_value = converted


def _shown(parameter: Any) -> str:  # noqa: ANN401 - as above
    """An option by its name, an argument by what the help calls it."""
    option: str = parameter.opts[0]
    if option.startswith("-"):
        return f"'{option}'"
    return f"a {(parameter.metavar or option.upper()).strip('[].')} that is given"
