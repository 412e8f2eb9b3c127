"""How a selector is read: a name, matchers in braces, a window, modifiers of time."""

from __future__ import annotations

from typing import Final

from archestra_ops.promql.grafana import has_variable, replace_variables
from archestra_ops.promql.reader import Reader
from archestra_ops.promql.strings import decoded
from archestra_ops.promql.tokens import Token
from archestra_ops.promql.tree import Matcher, Vector

_MATCH: Final = frozenset({"=", "!=", "=~", "!~"})
_NAME: Final = "__name__"


def vector(reader: Reader, name: Token | None) -> Vector:
    """Read a selector whose *name*, if it has one before its braces, is taken already."""
    start = name.start if name else reader.now.start
    braces = _Braces(reader, name)
    if reader.now.text == "{":
        braces.read()
    end = braces.end
    window = _window(reader)
    return Vector(
        name=None if braces.name is None or has_variable(braces.name) else braces.name,
        matchers=tuple(braces.matchers),
        start=start,
        end=end,
        window=window,
        offset=modifiers(reader),
        name_at=braces.name_at,
        insert_at=braces.insert_at,
        before=braces.before,
        after=braces.after,
    )


def modifiers(reader: Reader) -> str | None:
    """Read `offset`, `@`, `anchored` and `smoothed`; return how the offset is spelled."""
    offset: str | None = None
    while True:
        word = reader.now.text.lower()
        if word == "offset":
            reader.take()
            offset = _moment(reader, "a duration")
        elif word == "@":
            reader.take()
            _instant(reader)
        elif word in ("anchored", "smoothed"):
            reader.take()
        else:
            return offset


def is_subquery(window: str) -> bool:
    """Whether what stands between square brackets is a subquery's: `1h:5m`, `1h:`."""
    return ":" in replace_variables(window, "")


class _Braces:
    """What the braces of a selector hold, and where a matcher could be put into them."""

    def __init__(self, reader: Reader, name: Token | None) -> None:
        self._reader = reader
        self.name = name.text if name else None
        self.name_at = (name.start, name.end) if name else None
        self.matchers: list[Matcher] = []
        self.end = self.insert_at = name.end if name else reader.now.start
        self.before, self.after = "{", "}"

    def read(self) -> None:
        reader = self._reader
        self.insert_at, self.before, self.after = reader.take().end, "", ""
        while reader.now.text != "}":
            self.insert_at, self.before = self._item(), ","
            if reader.now.text == ",":
                self.insert_at, self.before = reader.take().end, ""
            elif reader.now.text != "}":
                reader.fail("',' or '}'")
        self.end = reader.take().end

    def _item(self) -> int:
        """Read one matcher, or a quoted name; return where it ends."""
        reader = self._reader
        label = reader.expect_kind(("name", "string", "variable"), "a label's name")
        if label.kind == "string" and reader.now.text not in _MATCH:
            self._named(decoded(label.text), label)
            return label.end
        if reader.now.text not in _MATCH:
            reader.fail("one of = != =~ !~")
        op = reader.take().text
        value = reader.expect_kind(("string", "variable"), "a string in quotes")
        text = decoded(value.text) if value.kind == "string" else value.text
        name = decoded(label.text) if label.kind == "string" else label.text
        if (name, op, self.name) == (_NAME, "=", None) and text:
            self._named(text, value)
        else:
            self.matchers.append(Matcher(name, op, text))
        return value.end

    def _named(self, name: str, token: Token) -> None:
        self.name, self.name_at = name, (token.start, token.end)


def _window(reader: Reader) -> str | None:
    token = reader.now
    if token.kind != "range" or is_subquery(token.text):
        return None
    return reader.take().text[1:-1].strip()


def _moment(reader: Reader, wanted: str) -> str:
    sign = reader.take().text if reader.now.text in ("-", "+") else ""
    token = reader.expect_kind(("number", "variable"), wanted)
    unit = ""
    if token.kind == "variable" and reader.now.kind == "name" and reader.now.start == token.end:
        unit = reader.take().text  # ${__range_s}s
    return f"{sign}{token.text}{unit}"


def _instant(reader: Reader) -> None:
    if reader.now.text.lower() in ("start", "end"):
        reader.take()
        reader.expect("(")
        reader.expect(")")
    else:
        _moment(reader, "a time, start() or end()")
