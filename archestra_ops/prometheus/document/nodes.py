"""What a YAML file says: texts, lists and tables that know their lines.

Scalars stay the texts that were written, because Prometheus reads them by the type it expects: a
job may be called `no`, and a label may have the value 007. Only an empty value is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A mapping; `lines` has the 1-based line of each key. What is not there is None or empty."""

    line: int = 0
    entries: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        """The text under *key*, if there is one."""
        value = self.entries.get(key)
        return value if isinstance(value, str) else None

    def table(self, key: str) -> Table:
        """The table under *key*."""
        value = self.entries.get(key)
        return value if isinstance(value, Table) else Table()

    def rows(self, key: str) -> Rows:
        """The list under *key*."""
        value = self.entries.get(key)
        return value if isinstance(value, Rows) else Rows()

    def tables(self, key: str) -> Iterator[Table]:
        """The tables in the list under *key*."""
        return (value for value in self.rows(key).values if isinstance(value, Table))

    def line_of(self, key: str) -> int:
        """The line of *key*, or of the table where it is not there."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """A list; `lines` has the 1-based line of each value."""

    line: int = 0
    values: Sequence[Value] = ()
    lines: Sequence[int] = ()

    def texts(self) -> Iterator[tuple[int, str]]:
        """The texts in it, each with its line."""
        pairs = zip(self.lines, self.values, strict=True)
        return ((line, value) for line, value in pairs if isinstance(value, str))


Value = str | Table | Rows | None
