"""Plain tables into frozen dataclasses, refusing what does not fit, with the key's full name."""

from __future__ import annotations

import dataclasses
import difflib
import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from archestra_ops.errors import PackError

T = TypeVar("T")
_LISTED = 24  # names in a hint; more are not read

_NAMES: dict[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}


def structure(kind: type[T], table: Mapping[str, Any], where: str) -> T:
    """Make a *kind* of *table*; *where* is the file, or `file: key`.

    A field is a key of its name, or of the `key` in its metadata, where Python has no such name;
    where that is empty, no file has it.
    Raises PackError for an unknown key, for all missing keys, or a value of the wrong type.
    """
    plain: type = kind
    hints, required, names = _fields(plain)
    for key in table:
        if key not in hints:
            raise PackError(f"{where}: unknown key {key!r}", hint=did_you_mean(key, hints))
    if missing := [key for key in required if key not in table]:
        raise _missing(missing, where)
    values = {
        names[key]: _value(hints[key], value, _under(where, key)) for key, value in table.items()
    }
    return kind(**values)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint for a name that is not among *known*."""
    names = list(known)
    if not names:
        return "there is none"
    close = difflib.get_close_matches(wrong, names, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    listed = [*sorted(names)[:_LISTED], "…"] if len(names) > _LISTED else sorted(names)
    return "one of: " + ", ".join(listed)


@cache
def _fields(kind: type) -> tuple[dict[str, Any], tuple[str, ...], dict[str, str]]:
    """By key: each field's type; the keys that must be there; by key, each field's name."""
    hints = get_type_hints(kind)
    all_fields = {f.metadata.get("key", f.name): f for f in dataclasses.fields(kind)}
    fields = {key: f for key, f in all_fields.items() if key}
    required = tuple(
        key
        for key, f in fields.items()
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )
    kinds = {key: hints[f.name] for key, f in fields.items()}
    return kinds, required, {key: f.name for key, f in fields.items()}


def _value(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - any TOML value
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise _wrong(value, "a table", where)
        return structure(kind, value, where)
    origin = get_origin(kind)
    if origin is None:
        return _scalar(kind, value, where)
    if origin in (Union, types.UnionType):
        return _either(get_args(kind), value, where)
    if origin is Literal:
        return _one_of(get_args(kind), value, where)
    if origin is tuple:
        return _list(get_args(kind)[0], value, where)
    return _table(get_args(kind)[1], value, where)


def _scalar(kind: type, value: Any, where: str) -> Any:  # noqa: ANN401 - any TOML value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return _float(value, where)
    if type(value) is not kind:
        raise _wrong(value, _NAMES[kind], where)
    if isinstance(value, str):
        _no_nul(value, where)
    return value


def _no_nul(text: str, where: str) -> None:
    if "\0" in text:
        raise PackError(f"{where}: there is a NUL in {text!r}", hint="no page can have one")


def _float(value: int, where: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise PackError(f"{where}: it is too large", hint="give a number below 1e15") from error


def _either(kinds: tuple[Any, ...], value: Any, where: str) -> Any:  # noqa: ANN401 - any TOML value
    # TOML's own types never fit two of a union here, so that the order does not matter.
    problems = []
    for kind in kinds:
        if kind is types.NoneType:
            continue
        try:
            return _value(kind, value, where)
        except PackError as error:
            problems.append(error)
    # Each union's first kind is its list or text; the others are what stands in for one.
    raise problems[0] if isinstance(value, list | Mapping) else problems[-1]


def _one_of(allowed: tuple[Any, ...], value: Any, where: str) -> Any:  # noqa: ANN401 - any TOML value
    if value not in allowed:
        hint = did_you_mean(str(value), map(str, allowed))
        raise PackError(f"{where}: {value!r} is not one of its values", hint=hint)
    return value


def _list(kind: Any, value: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401 - a type
    if not isinstance(value, list | tuple):
        raise _wrong(value, "a list", where)
    return tuple(_value(kind, item, f"{where}[{i}]") for i, item in enumerate(value))


def _table(kind: Any, value: Any, where: str) -> Mapping[str, Any]:  # noqa: ANN401 - a type
    if not isinstance(value, Mapping):
        raise _wrong(value, "a table", where)
    for key in value:
        if not key.isprintable():
            raise PackError(f"{where}: {key!r} cannot be a key", hint="keep it to one line of text")
    return {key: _value(kind, item, _under(where, key)) for key, item in value.items()}


def _missing(keys: list[str], where: str) -> PackError:
    named = ", ".join(map(repr, keys))
    return PackError(
        f"{where}: missing key{'s' if len(keys) > 1 else ''} {named}",
        hint="add " + ", ".join(f"{key} = …" for key in keys),
    )


def _under(where: str, key: str) -> str:
    return f"{where}.{key}" if ": " in where else f"{where}: {key}"


def _wrong(value: object, wanted: str, where: str) -> PackError:
    return PackError(f"{where}: {value!r} is not {wanted}", hint=f"give {wanted}")
