"""Options that several commands take, written down once, as the fields of a dataclass."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any, get_type_hints


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """*command* as Typer sees it: for a parameter that is a dataclass, the options of its fields.

    A field is an option as a parameter would be, `quiet: options.Quiet = False`.
    """
    hints = get_type_hints(command, include_extras=True)
    own = inspect.signature(command).parameters
    groups = {name: hints[name] for name in own if is_dataclass(hints[name])}
    taken: list[inspect.Parameter] = []
    for name, parameter in own.items():
        if name in groups:
            taken += _options(groups[name])
        else:
            taken.append(parameter.replace(annotation=hints[name], kind=_NAMED))

    def spread_out(**given: object) -> None:
        command(**_gathered(groups, given))

    spread_out.__name__, spread_out.__doc__ = command.__name__, command.__doc__
    spread_out.__annotations__ = {one.name: one.annotation for one in taken}
    spread_out.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
    return spread_out


_NAMED = inspect.Parameter.KEYWORD_ONLY


def _options(group: type) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(one.name, _NAMED, default=_default(one), annotation=hints[one.name])
        for one in fields(group)
    ]


def _default(field: Field[Any]) -> object:
    return field.default


def _gathered(groups: Mapping[str, type], given: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a command out of all the options that it was given."""
    rest = dict(given)
    made: dict[str, object] = {}
    for name, group in groups.items():
        made[name] = group(**{one.name: rest.pop(one.name) for one in fields(group)})
    return made | rest
