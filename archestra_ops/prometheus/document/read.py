"""YAML from anywhere, read event by event: no bomb goes off, and every value knows its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.document.nodes import Rows, Table, Value

# libyaml's parser where PyYAML was built with it: the same events, ten times as fast.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_VALUES: Final = 1_000_000
_DEEPEST: Final = 100
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE: Final = "<<"
_TABS = re.compile(r" *\t")
# What YAML does not allow in a file, https://yaml.org/spec/1.1/#c-printable
_FORBIDDEN = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class YamlError(OpsError):
    """A text that is not YAML, or none that is safe to read.

    `line` says where, from 1, and so does `column`, which is 0 where only the line is known.
    """

    def __init__(self, line: int, message: str, *, hint: str = "", column: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column


def read(text: str) -> Value:
    """What the first document of the YAML *text* says, with merges (`<<`) merged.

    Raises YamlError where it is not YAML, has a key twice in one table or a second document, is
    nested deeper than 100 levels, or has more than a million values, aliases written out.
    """
    builder = _Builder()
    _build(text, builder)
    return builder.root


def read_all(text: str) -> tuple[Document, ...]:
    """Every document of the YAML *text*, as `read` reads one; raises YamlError as that does."""
    builder = _Builder(several=True)
    _build(text, builder)
    return tuple(builder.documents)


def _build(text: str, builder: _Builder) -> None:
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        start = forbidden.start()
        raise YamlError(
            text.count("\n", 0, start) + 1,
            f"the character {forbidden[0]!r} is not allowed in YAML",
            column=start - text.rfind("\n", 0, start),
        )
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text) from None


@dataclass(frozen=True, slots=True)
class Document:
    """One of a file's documents; `line` is where it starts, from 1."""

    line: int
    value: Value


@dataclass(slots=True)
class _Open:
    """A list or table of which the end is not read yet. `start` is the count of values before."""

    line: int
    anchor: str | None
    start: int
    is_table: bool
    values: list[Value] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    key: str | None = None
    merged: list[Table] = field(default_factory=list)


class _Builder:
    """Makes values of events."""

    def __init__(self, *, several: bool = False) -> None:
        self.root: Value = None
        self.documents: list[Document] = []
        self._several = several
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._count = 0
        self._documents = 0
        self._line = 1

    def take(self, event: yaml.Event) -> None:
        """Go on with *event*."""
        mark = event.start_mark
        line = mark.line + 1 if mark is not None else 1
        # Most of a file is scalars.
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line, mark.column + 1 if mark is not None else 0)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(str(event.anchor), line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(line)
        elif isinstance(event, yaml.DocumentEndEvent):
            self.documents.append(Document(self._line, self.root))

    def _start_document(self, line: int) -> None:
        self._documents += 1
        if self._documents > 1 and not self._several:
            raise YamlError(
                line, "a second document starts here", hint="Prometheus reads the first alone"
            )
        self._line = line
        self.root = None
        self._anchors = {}

    def _start(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if len(self._open) >= _DEEPEST:
            raise YamlError(line, f"it is nested deeper than {_DEEPEST} levels")
        is_table = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(line, event.anchor, self._count, is_table))
        self._grow(1, line)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        is_null = event.implicit[0] and event.value in _NULLS
        value = None if is_null else event.value
        self._grow(1, line)
        self._remember(event.anchor, value, 1)
        here = self._open[-1] if self._open else None
        if here is not None and here.is_table and here.key is None:
            _start_key(here, event.value, line, column)
        else:
            self._add(value, line)

    def _end(self) -> None:
        done = self._open.pop()
        value: Value = _table(done) if done.is_table else Rows(done.line, done.values, done.lines)
        self._remember(done.anchor, value, self._count - done.start)
        self._add(value, done.line)

    def _alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            raise YamlError(line, f"the alias '*{anchor}' stands for nothing before it")
        value, size = self._anchors[anchor]
        self._grow(size, line)
        self._add(value, line)

    def _grow(self, size: int, line: int) -> None:
        self._count += size
        if self._count > _MOST_VALUES:
            raise YamlError(line, f"it has more than {_MOST_VALUES:,} values, aliases written out")

    def _remember(self, anchor: str | None, value: Value, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = value, size

    def _add(self, value: Value, line: int) -> None:
        if not self._open:
            self.root = value
            return
        here = self._open[-1]
        if here.is_table and here.key is None:
            _start_key(here, value, line)
        elif here.key == _MERGE:
            _merge(here, value, line)
        else:
            here.values.append(value)
            here.lines.append(line)
            here.key = None


def _start_key(here: _Open, key: object, line: int, column: int = 0) -> None:
    if not isinstance(key, str):
        raise YamlError(line, "a list or a table is used as a key")
    if key in here.keys:
        raise YamlError(
            line,
            f"the key {key!r} is given twice",
            hint=f"it is in line {here.keys[key]} already",
            column=column,
        )
    if key != _MERGE:
        here.keys[key] = line
    here.key = key


def _merge(here: _Open, value: Value, line: int) -> None:
    tables = value.values if isinstance(value, Rows) else [value]
    for table in tables:
        if not isinstance(table, Table):
            raise YamlError(line, "'<<' merges something that is not a table")
        here.merged.append(table)
    here.key = None


def _table(done: _Open) -> Table:
    """What was merged comes last, and what the table says itself wins."""
    entries = dict(zip(done.keys, done.values, strict=True))
    lines = dict(done.keys)
    for table in done.merged:
        for key, value in table.entries.items():
            entries.setdefault(key, value)
            lines.setdefault(key, table.lines[key])
    return Table(done.line, entries, lines)


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark is not None else 0
    tabs = _TABS.match(text, _offset(text, line)) is not None
    said = ": ".join(part for part in (error.context, error.problem) if part)
    return YamlError(
        line + 1,
        f"not YAML: {said}",
        hint="indent with spaces: YAML takes no tabs" if tabs else "",
        column=mark.column + 1 if mark is not None else 0,
    )


def _offset(text: str, line: int) -> int:
    offset = 0
    for _ in range(line):
        offset = text.find("\n", offset) + 1
    return offset
