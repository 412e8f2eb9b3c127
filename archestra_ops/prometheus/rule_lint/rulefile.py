"""A rule file as its lint looks at it: groups, and in them rules, that know their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archestra_ops.prometheus.document import Table, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule: the *index*-th of its group, from 1."""

    table: Table
    group: str
    index: int

    @property
    def alert(self) -> str:
        """The alert's name; empty for a recording rule."""
        return self.table.text("alert") or ""

    @property
    def record(self) -> str:
        """What it records; empty for an alert."""
        return self.table.text("record") or ""

    @property
    def expr(self) -> str:
        """Its expression; empty where there is none."""
        return self.table.text("expr") or ""

    @property
    def is_alert(self) -> bool:
        """Whether it is an alert."""
        return self.table.entries.get("alert") is not None

    @property
    def part(self) -> str:
        """What reports call it: `alert 'Down' of group 'web'`."""
        if self.alert:
            own = f"alert {self.alert!r}"
        else:
            own = f"record {self.record!r}" if self.record else f"rule {self.index}"
        return f"{own} of group {self.group!r}"

    @property
    def line(self) -> int:
        """The line of its expression, or where it starts."""
        return self.table.line_of("expr")

    def texts(self, key: str) -> Iterator[tuple[str, str, int]]:
        """The names, texts and lines of its labels or annotations, as *key* says."""
        table = self.table.table(key)
        for name, value in table.entries.items():
            if isinstance(value, str):
                yield name, value, table.lines[name]


@dataclass(frozen=True, slots=True)
class Group:
    """One group; `label` is what messages call it, `group 'web'` or `group 2`."""

    table: Table
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Namespace:
    """What holds groups: a Prometheus file, a PrometheusRule, a Mimir namespace.

    `groups_of` is the table whose key `groups` they are under; `where` is what messages call it.
    """

    form: str
    value: Value
    groups_of: Table
    where: str
    line: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """Everything in one file; `passed_over` is where a document starts that is not read, or 0."""

    name: str
    text: str
    namespaces: tuple[Namespace, ...]
    passed_over: int = 0

    @property
    def entries(self) -> Iterator[Entry]:
        """All rules, in their order."""
        for namespace in self.namespaces:
            for group in namespace.groups:
                yield from group.entries
