"""The kinds of values, and what may stand for one of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from archestra_ops import promql
from archestra_ops.errors import OpsError, PromQLError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.document import Rows, Table, Value

Kind = Literal["number", "text", "switch", "duration", "matchers", "texts", "entries"]
Content = str | tuple[str, ...] | tuple[Mapping[str, str], ...]

_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
_LABEL: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_]*")
# Units by which a value is no number, even if it looks like one.
_NAMED: Final[Mapping[str, Kind]] = {
    "duration": "duration",
    "matchers": "matchers",
    "regex": "text",
    "text": "text",
}


def kind_of(given: Value, unit: str, *, has_fields: bool) -> Kind:
    """The kind of a value whose default is *given*."""
    if isinstance(given, Rows):
        return "entries" if has_fields else "texts"
    if unit in _NAMED:
        return _NAMED[unit]
    if given in ("true", "false"):
        return "switch"
    return "number" if isinstance(given, str) and _NUMBER.fullmatch(given) else "text"


def read_content(
    given: Value | Content, kind: Kind, path: str, fields: Mapping[str, str] | None = None
) -> Content:
    """*given* as the content of the value *path* of *kind*; OpsError where it cannot be one.

    *fields* are what an entry of a list has, each with its kind, or its words as in `agent|model`.
    """
    if kind == "entries":
        return tuple(_entry(one, path, fields or {}) for one in _list(given, path))
    if kind == "texts":
        return tuple(_label(one, path) for one in _list(given, path))
    text = "" if given is None else given
    if not isinstance(text, str):
        raise OpsError(f"the value '{path}' is one {kind}, no list and no table")
    return _scalar(text, kind, path)


def matchers(text: str) -> tuple[promql.Matcher, ...]:
    """The label matchers in *text*, `cluster="prod",namespace="agents"`; raises PromQLError."""
    if not text.strip():
        return ()
    found = promql.selectors(f"{{{text}}}")
    if len(found) != 1 or found[0].name is not None or found[0].window or found[0].offset:
        raise PromQLError(f"'{text}' is no list of matchers")
    return found[0].matchers


def _scalar(text: str, kind: Kind, path: str) -> str:
    match kind:
        case "number" if not _NUMBER.fullmatch(text):
            raise OpsError(f"the value '{path}' is no number: {text!r}", hint="as in 0.05")
        case "number":
            return format(Decimal(text), "f")
        case "switch" if text not in ("true", "false"):
            raise OpsError(f"the value '{path}' is neither true nor false: {text!r}")
        case "duration":
            duration.seconds(text)
        case "matchers":
            _refuse_matchers(text, path)
        case _:
            pass
    return text


def _refuse_matchers(text: str, path: str) -> None:
    try:
        matchers(text)
    except PromQLError as error:
        raise OpsError(
            f"the value '{path}' is no list of matchers: {text!r}",
            hint='as in cluster="prod",namespace=~"agents.*"',
        ) from error


def _list(given: Value | Content, path: str) -> Sequence[object]:
    if isinstance(given, Rows):
        return given.values
    if isinstance(given, tuple):
        return given
    if given is None:
        return ()
    raise OpsError(f"the value '{path}' is a list", hint="write it as [a, b]")


def _label(given: object, path: str) -> str:
    if not isinstance(given, str) or not _LABEL.fullmatch(given):
        raise OpsError(f"an entry of '{path}' is no name: {given!r}")
    return given


def _entry(given: object, path: str, fields: Mapping[str, str]) -> Mapping[str, str]:
    if not isinstance(given, Table):
        raise OpsError(f"an entry of '{path}' is no table", hint=f"give {', '.join(fields)}")
    for key in given.entries:
        if key not in fields:
            raise OpsError(
                f"an entry of '{path}' has an unknown {key!r}", hint=did_you_mean(key, fields)
            )
    return {key: _field(given, key, kind, path) for key, kind in fields.items()}


def _field(entry: Table, key: str, kind: str, path: str) -> str:
    text = entry.text(key)
    if text is None:
        raise OpsError(f"an entry of '{path}' lacks {key!r}", hint=f"add {key}: …")
    words = kind.split("|")
    if len(words) > 1 and text not in words:
        raise OpsError(
            f"an entry of '{path}' has an unknown {key} {text!r}", hint=did_you_mean(text, words)
        )
    return _scalar(text, "number", f"{path}: {key}") if kind == "number" else _checked(text, kind)


def _checked(text: str, kind: str) -> str:
    if kind == "duration":
        duration.seconds(text)
    return text
