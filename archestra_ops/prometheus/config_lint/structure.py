"""A key that Prometheus does not know, or a value of another kind than it wants."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem, job_label
from archestra_ops.prometheus.config_lint.schema import (
    CONFIG,
    HOMES,
    Kind,
    ListOf,
    Section,
    TableOf,
    Text,
)
from archestra_ops.prometheus.document import Rows, Table, Value

_REFERENCE = "see https://prometheus.io/docs/prometheus/latest/configuration/configuration/"

_WANTED = {Text: "one value", ListOf: "a list", TableOf: "a table", Section: "a table"}
# How alike two keys must be, 0-1, for one to be meant: any, and one of an end that leaves room.
_ALIKE = 0.6
_SLIP = 0.95


def find(config: Configuration) -> Iterator[Problem]:
    """What of *config* Prometheus would refuse for its structure."""
    if isinstance(config.value, Rows):
        yield Problem(
            line=config.value.line,
            message="the file is a list, and Prometheus wants a table",
            hint="put the list under 'scrape_configs:'",
        )
    else:
        yield from _judge(config.value, CONFIG, "the file", 1)


def _judge(value: Value, kind: Kind, where: str, line: int) -> Iterator[Problem]:
    """What is wrong with *value* in *line*, which messages call *where*, as one of *kind*."""
    wanted = _WANTED.get(type(kind), "")
    found = {Table: "a table", Rows: "a list"}.get(type(value), "one value")
    if wanted and value is not None and found != wanted:
        yield Problem(line=line, message=f"{where} is {found}, and Prometheus wants {wanted}")
    match kind, value:
        case ListOf(of), Rows():
            yield from _list(value, of, where)
        case TableOf(of), Table():
            for key, entry in value.entries.items():
                yield from _judge(entry, of, f"{key!r} in {where}", value.lines[key])
        case Section(), Table():
            yield from _section(value, kind, where)
        case _:
            pass


def _list(rows: Rows, kind: Kind, where: str) -> Iterator[Problem]:
    is_jobs = where == "'scrape_configs'"
    pairs = zip(rows.lines, rows.values, strict=True)
    for index, (line, value) in enumerate(pairs, 1):
        if value is None and isinstance(kind, Section):
            yield Problem(line=line, message=f"entry {index} of {where} is empty")
        elif is_jobs and isinstance(value, Table):
            yield from _judge(value, kind, job_label(index, value), line)
        else:
            yield from _judge(value, kind, f"entry {index} of {where}", line)


def _section(table: Table, section: Section, where: str) -> Iterator[Problem]:
    for key, value in table.entries.items():
        line = table.lines[key]
        if key in section.keys:
            inner = f"{key!r}" if where == "the file" else f"{key!r} of {where}"
            yield from _judge(value, section.keys[key], inner, line)
            continue
        is_open = bool(section.open_end) and key.endswith(section.open_end)
        close = difflib.get_close_matches(key, section.keys, 1, _SLIP if is_open else _ALIKE)
        if close or not is_open:
            yield Problem(
                line=line,
                message=f"{where} has an unknown key {key!r}",
                hint=_hint(key, close),
            )


def _hint(key: str, close: list[str]) -> str:
    homes = [place for place, section in HOMES.items() if key in section.keys]
    if homes:
        return f"it belongs {' or '.join(homes)}"
    return f"did you mean {close[0]!r}?" if close else _REFERENCE
