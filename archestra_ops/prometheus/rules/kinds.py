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

Kind = Literal["number", "text", "switch", "duration", "matchers", "regex", "texts", "entries"]
Content = str | tuple[str, ...] | tuple[Mapping[str, str], ...]

_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
# What a field of an entry has to be where another one says something.
_CONDITION: Final = re.compile(r"(?P<kind>\S+), (?P<word>\S+) if (?P<key>\S+) is (?P<value>\S+)")
_NUMBERS: Final = ("number", "positive", "amount")  # above 0, and 0 or above
_DURATIONS: Final = ("duration", "hours")
_HOUR: Final = 3600  # seconds
_LABEL: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_]*")
# Units by which a value is no number, even if it looks like one.
_NAMED: Final[Mapping[str, Kind]] = {
    "duration": "duration",
    "matchers": "matchers",
    "regex": "regex",
    "text": "text",
}
RATIO: Final = "ratio"
"""The unit of a share: thresholds and objectives, of which neither none nor all makes sense."""
# Durations that may be nothing: how long an alert is held back.
_HOLD: Final = "hold"


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
    given: Value | Content,
    kind: Kind,
    path: str,
    fields: Mapping[str, str] | None = None,
    unit: str = "",
) -> Content:
    """*given* as the content of the value *path* of *kind*; OpsError where it cannot be one.

    *fields* are what an entry of a list has, each with its kind, or its words as in `agent|model`,
    and what it has to be on a condition, as in `text, all if scope is global`.
    A number's *unit* says how large it may be.
    """
    if kind == "entries":
        return tuple(_entry(one, path, fields or {}) for one in _list(given, path))
    if kind == "texts":
        return tuple(dict.fromkeys(_label(one, path) for one in _list(given, path)))
    text = "" if given is None else given
    if not isinstance(text, str):
        raise OpsError(f"the value '{path}' is one {kind}, no list and no table")
    content = _scalar(text, kind, path)
    if kind == "number":
        _refuse_outside(Decimal(content), unit, path)
    return content


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
            _refuse_duration(text, path)
        case "matchers":
            _refuse_matchers(text, path)
        case "regex":
            _refuse_regex(text, path)
        case _:
            pass
    return text


def _refuse_outside(number: Decimal, unit: str, path: str) -> None:
    """A threshold that nothing or everything passes makes an alert that lies."""
    said = f"the value '{path}' is {number:f}, and "
    if unit == RATIO and not 0 < number < 1:
        raise OpsError(f"{said}a ratio is above 0 and below 1", hint="as in 0.05 for 5 %")
    if number < 0:
        raise OpsError(f"{said}cannot be negative", hint=f"it is in {unit}" if unit else "")


def _refuse_duration(text: str, path: str) -> None:
    try:
        length = duration.seconds(text)
    except OpsError as error:
        raise OpsError(f"the value '{path}': {error}", hint=error.hint) from error
    if not length and not path.endswith(_HOLD):
        raise OpsError(
            f"the value '{path}' is {text!r}, and has to be some time", hint="give one as in 1h"
        )


def _refuse_regex(text: str, path: str) -> None:
    try:
        promql.parse(promql.fill('up{label=~"${value}"}', lambda _path: text))
    except PromQLError as error:
        raise OpsError(
            f"the value '{path}' is no regular expression: {text!r}",
            hint="as Prometheus has them, RE2: no look-around, no back-references",
        ) from error


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
        raise OpsError(
            f"an entry of '{path}' is no name: {given!r}",
            hint="write the list as [a, b] in a file, as a,b behind --set",
        )
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
    if condition := _CONDITION.fullmatch(kind):
        _refuse_condition(entry, key, condition, path)
        kind = condition["kind"]
    words = kind.split("|")
    if len(words) > 1 and text not in words:
        raise OpsError(
            f"an entry of '{path}' has an unknown {key} {text!r}", hint=did_you_mean(text, words)
        )
    if kind in _NUMBERS:
        return _number(text, kind, f"{path}: {key}")
    if kind in _DURATIONS:
        return _duration(text, kind, f"{path}: {key}")
    if kind == "name" and not text.strip():
        raise OpsError(f"the value '{path}: {key}' is empty", hint="say who is meant")
    return text


def _refuse_condition(entry: Table, key: str, condition: re.Match[str], path: str) -> None:
    other, value, word = condition["key"], condition["value"], condition["word"]
    if entry.text(other) == value and entry.text(key) != word:
        raise OpsError(
            f"an entry of '{path}' has the {other} {value!r} and the {key} {entry.text(key)!r}",
            hint=f"write {key}: {word}, or another {other}",
        )


def _duration(text: str, kind: str, path: str) -> str:
    _refuse_duration(text, path)
    if kind == "hours" and duration.seconds(text) % _HOUR:
        raise OpsError(
            f"the value '{path}' is {text!r}, which is no whole number of hours",
            hint="as in 1h, 24h or 30d",
        )
    return text


def _number(text: str, kind: str, path: str) -> str:
    number = _scalar(text, "number", path)
    if kind == "positive" and Decimal(number) <= 0:
        raise OpsError(f"the value '{path}' is not above 0: {text!r}", hint="as in 0.05")
    if kind == "amount" and Decimal(number) < 0:
        raise OpsError(f"the value '{path}' is negative: {text!r}", hint="0, or as in 0.05")
    return number
