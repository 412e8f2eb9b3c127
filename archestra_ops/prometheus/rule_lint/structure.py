"""A part that is missing, of the wrong kind, or not spelled as Prometheus wants it.

It refuses the whole file then, and starts with none of its rules or goes on with the old ones.
https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.findings import Severity
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.document import Rows, Table, Value
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

_METRIC: Final = re.compile(r"[A-Za-z_:][A-Za-z0-9_:]*")
_LABEL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ONLY_ALERTS: Final = ("for", "keep_firing_for", "annotations")


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """What of a rule Prometheus would refuse."""
    del scope  # this needs no knowledge of metrics
    yield from _what_it_is(entry)
    if not isinstance(entry.table.entries.get("expr"), str) or not entry.expr.strip():
        yield _wrong(entry.table, "expr", "it has no expression", "add expr: …")
    for key in ("record", "alert", "for", "keep_firing_for"):
        if isinstance(entry.table.entries.get(key), Table | Rows):
            yield _wrong(entry.table, key, f"{key!r} is no text")
    yield from durations(entry.table, ("for", "keep_firing_for"))
    for key in ("labels", "annotations"):
        yield from _names(entry.table, key)


def durations(table: Table, keys: tuple[str, ...]) -> Iterator[Problem]:
    """The durations of *table* under *keys* that are none."""
    for key in keys:
        text = table.text(key)
        try:
            duration.seconds(text or "0")
        except OpsError as error:
            yield _wrong(table, key, f"{key!r}: {error}", error.hint)


def named_kind(value: Value) -> str:
    """What *value* is, in words."""
    if value is None:
        return "empty"
    return {Table: "a table", Rows: "a list"}.get(type(value), "one value")


def _what_it_is(entry: Entry) -> Iterator[Problem]:
    table = entry.table
    is_record = table.entries.get("record") is not None
    if is_record == entry.is_alert:
        if is_record:
            yield _wrong(table, "record", "it has both 'record' and 'alert'", "keep one of them")
        else:
            yield _wrong(table, "", "it has neither 'alert' nor 'record'", "give it a name")
        return
    if not is_record:
        return
    if entry.record and not _METRIC.fullmatch(entry.record):
        yield _wrong(
            table, "record", f"{entry.record!r} is no metric name", "as in level:metric:operations"
        )
    for key in _ONLY_ALERTS:
        if table.entries.get(key) is not None:
            yield _wrong(table, key, f"a recording rule has no {key!r}", "only alerts have it")


def _names(table: Table, key: str) -> Iterator[Problem]:
    value = table.entries.get(key)
    if value is not None and not isinstance(value, Table):
        yield _wrong(table, key, f"{key!r} is {named_kind(value)}, and has to be a table")
        return
    named = table.table(key)
    for name, text in named.entries.items():
        if not _LABEL.fullmatch(name) or (key == "labels" and name == "__name__"):
            hint = "letters, digits and '_', not __name__"
            yield _wrong(named, name, f"{name!r} is no name for one of its {key}", hint)
        elif isinstance(text, Table | Rows):
            yield _wrong(named, name, f"{name!r} of its {key} is no text")


def _wrong(table: Table, key: str, message: str, hint: str = "") -> Problem:
    return Problem(message, hint, Severity.ERROR, line=table.line_of(key))
