"""JSON from anywhere, read with bounds; every object in it knows the line that it starts on."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from archestra_ops.errors import OpsError

LARGEST: Final = 8_000_000
"""Characters that a dashboard may have; Grafana's own are a few hundred thousand at most."""

_DEEPEST: Final = 100
_MARKS: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]', re.DOTALL)
_LONE: Final = re.compile("[\ud800-\udfff]")


class UnreadableError(OpsError):
    """What holds no dashboard to look at; `check` is the id of why, `line` says where."""

    def __init__(self, check: str, message: str, *, hint: str = "", line: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.check = check
        self.line = line


class Located(dict[str, Any]):
    """A JSON object, the 1-based line of its brace, and that of its `expr`, if it has one."""

    line = 1
    line_of_expr = 1


def load(text: str) -> object:
    """The value of the JSON *text*, its objects as Located.

    Raises UnreadableError where it is not JSON, has more than 8,000,000 characters, or is nested
    deeper than 100 levels.
    """
    if len(text) > LARGEST:
        raise _unreadable(
            f"it has more than {LARGEST:,} characters", "a dashboard of that size does not load"
        )
    text = text.removeprefix("\ufeff")  # what Windows' editors put before it
    lines = _lines(text)

    def located(pairs: list[tuple[str, Any]]) -> Located:
        found = Located(pairs)
        found.line, found.line_of_expr = next(lines, (1, 1))
        return found

    try:
        return json.loads(text, object_pairs_hook=located, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(
            f"it is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at {where}",
            "export the dashboard from Grafana anew",
            error.lineno,
        ) from None
    except ValueError as error:
        raise _unreadable(f"it is not JSON: {error}", "look for the number that is none") from None


def texts(value: object) -> Iterator[str]:
    """Every text in *value*, however deep; keys are none."""
    if isinstance(value, str):
        yield clean(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def text_of(value: object) -> str:
    """*value* where it is a text, else an empty one."""
    return clean(value) if isinstance(value, str) else ""


def clean(text: str) -> str:
    """*text* without halves of characters, which JSON can spell and nothing can print."""
    return _LONE.sub("\ufffd", text)


def number_of(value: object) -> float | None:
    """*value* where it is a number, else None."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole_of(value: object) -> int | None:
    """*value* where it is a whole number, else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def object_of(value: object) -> Located:
    """*value* where it is an object, else an empty one."""
    return value if isinstance(value, Located) else Located()


def objects_of(value: object) -> list[Located]:
    """The objects in *value*, where that is a list."""
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, Located)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each object and its `expr` start, in the order in which the objects end."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    opened: list[list[int]] = []
    ended: list[tuple[int, int]] = []
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark in ("{", "["):
            opened.append([found.start(), found.start()])
            if len(opened) > _DEEPEST:
                raise _unreadable(f"it is nested deeper than {_DEEPEST} levels", "")
        elif opened and mark == '"expr"':
            opened[-1][1] = found.start()
        elif opened and mark in ("}", "]"):
            start, expr = opened.pop()
            if mark == "}":
                ended.append((bisect_left(breaks, start) + 1, bisect_left(breaks, expr) + 1))
    return iter(ended)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _unreadable(message: str, hint: str, line: int = 0) -> UnreadableError:
    return UnreadableError("unreadable", message, hint=hint, line=line)
