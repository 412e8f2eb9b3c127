"""Tables of our own YAML files, key by key; what does not fit is refused with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.document import Rows, Table, Value, YamlError, read


def read_table(path: Path, name: str) -> Fields:
    """The table that the YAML file *path* holds, which messages call *name*.

    Raises OpsError where it cannot be read, is no YAML or holds something else.
    """
    try:
        return of_text(path.read_text("utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise OpsError(f"'{name}' cannot be read: {error}") from error


def of_text(text: str, name: str) -> Fields:
    """The table that the YAML *text* holds; an empty one where there is nothing but comments."""
    try:
        value = read(text)
    except YamlError as error:
        raise OpsError(f"{name}:{error.line}: {error}", hint=error.hint) from error
    if value is None:
        value = Table(1)
    if not isinstance(value, Table):
        raise OpsError(f"{name}:1: the file is no table", hint="write it as key: value")
    return Fields(name, value)


class Fields:
    """A table and the file that it is from; every value that is asked for is checked."""

    def __init__(self, name: str, table: Table) -> None:
        self.name = name
        self.table = table

    def error(self, key: str, message: str, hint: str = "") -> OpsError:
        """That something is wrong with *key*."""
        return OpsError(f"{self.name}:{self.table.line_of(key)}: {message}", hint=hint)

    def only(self, known: Collection[str], required: Collection[str] = ()) -> None:
        """Refuse keys that are not *known*, and *required* ones that lack or are empty."""
        for key in self.table.entries:
            if key not in known:
                raise self.error(key, f"unknown key {key!r}", did_you_mean(key, known))
        for key in required:
            if self.table.entries.get(key) is None:
                raise self.error(key, f"missing key {key!r}", f"add {key}: …")

    def text(self, key: str, default: str = "") -> str:
        """The text under *key*, without the line break at its end."""
        return self._text(key, self.table.entries.get(key), default).rstrip("\n")

    def switch(self, key: str) -> bool:
        """Whether *key* is true; false where it is not given."""
        text = self.text(key, "false")
        if text not in ("true", "false"):
            raise self.error(key, f"{key!r} is {text!r}", "give true or false")
        return text == "true"

    def duration(self, key: str, default: str = "") -> str:
        """The duration under *key*, as it is written; a `${value}` in it is not looked into."""
        text = self.text(key, default)
        if text and "${" not in text:
            try:
                duration.seconds(text)
            except OpsError as error:
                raise self.error(key, f"{key!r}: {error}", error.hint) from error
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in the list under *key*."""
        value = self.table.entries.get(key)
        if value is None:
            return ()
        if not isinstance(value, Rows):
            raise self.error(key, f"{key!r} is no list", "write it as [a, b]")
        return tuple(self._text(key, one) for one in value.values)

    def mapping(self, key: str) -> dict[str, str]:
        """The texts in the table under *key*, by their keys."""
        inner = self.inner(key)
        return {name: inner.text(name) for name in inner.table.entries}

    def inner(self, key: str) -> Fields:
        """The table under *key*, an empty one where it is not given."""
        value = self.table.entries.get(key)
        if value is not None and not isinstance(value, Table):
            raise self.error(key, f"{key!r} is no table", "write it as key: value")
        return Fields(self.name, value or Table(self.table.line_of(key)))

    def rows(self, key: str) -> Iterator[Fields]:
        """The tables in the list under *key*."""
        value = self.table.entries.get(key)
        if value is not None and not isinstance(value, Rows):
            raise self.error(key, f"{key!r} is no list", "begin each entry with a dash")
        for one in value.values if value else ():
            if not isinstance(one, Table):
                raise self.error(key, f"an entry of {key!r} is no table", "write it as key: value")
            yield Fields(self.name, one)

    def _text(self, key: str, value: Value, default: str = "") -> str:
        if isinstance(value, Table | Rows):
            raise self.error(key, f"{key!r} is no text", "write it as one value")
        return default if value is None else value
