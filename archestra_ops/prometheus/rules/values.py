"""What an operator may set of the rules: thresholds, labels, budgets; each with unit and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.document import Table
from archestra_ops.prometheus.rules.fields import Fields, of_text, read_table
from archestra_ops.prometheus.rules.kinds import Content, Kind, kind_of, read_content

_KEYS: Final = ("value", "unit", "reason", "example", "fields", "assumed")
_UNSET: Final = frozenset({"", "0", "false"})


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value: a text as it is written, a list of texts, or a list of entries.

    `unit` says what it is measured in, or what it is; `reason` why it is what it is. `example`
    stands for an empty one in unit tests, drills and runbooks, since without the rules that need
    it are left out. `fields` are what an entry of a list has, with their kinds. It is `assumed` as
    long as it is our guess at what the platform's vendor does not publish.
    """

    path: str
    kind: Kind
    content: Content
    unit: str
    reason: str
    example: Content | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    assumed: bool = False

    def given(self, content: Content) -> Value:
        """The same with *content*, which an operator gives, who knows."""
        return replace(self, content=content, assumed=False)

    @property
    def is_set(self) -> bool:
        """Whether it is something else than 0, false or empty."""
        if isinstance(self.content, str):
            return self.content not in _UNSET
        return bool(self.content)


@dataclass(frozen=True)
class Values:
    """Values by their paths, `llm.error_ratio`. Every getter raises OpsError for an unknown one."""

    entries: Mapping[str, Value] = field(default_factory=dict)

    def get(self, path: str) -> Value:
        """The value at *path*."""
        found = self.entries.get(path)
        if found is None:
            raise OpsError(f"no value named '{path}'", hint=did_you_mean(path, self.entries))
        return found

    def text(self, path: str) -> str:
        """The number or text at *path*, as it is written."""
        content = self.get(path).content
        if not isinstance(content, str):
            raise OpsError(f"the value '{path}' is a list", hint="use it with each")
        return content

    def number(self, path: str) -> Decimal:
        """The number at *path*, exactly."""
        if self.get(path).kind != "number":
            raise OpsError(f"the value '{path}' is no number", hint="give a number")
        return Decimal(self.text(path))

    def texts(self, path: str) -> tuple[str, ...]:
        """The list of texts at *path*; without an entry for it, none."""
        content = self.entries[path].content if path in self.entries else ()
        return (
            ()
            if isinstance(content, str)
            else tuple(one for one in content if isinstance(one, str))
        )

    def rows(self, path: str) -> tuple[Mapping[str, str], ...]:
        """The entries of the list at *path*."""
        content = self.get(path).content
        if isinstance(content, str) or self.get(path).kind != "entries":
            raise OpsError(f"the value '{path}' is no list of entries")
        return tuple(one for one in content if isinstance(one, Mapping))

    def with_examples(self) -> Values:
        """The same with examples for those that are not set: every rule is there."""
        return Values(
            {
                path: value
                if value.is_set or value.example is None
                else replace(value, content=value.example)
                for path, value in self.entries.items()
            }
        )

    def with_text(self, text: str, name: str) -> Values:
        """The same with what the YAML *text*, which messages call *name*, says of it.

        Raises OpsError for an unknown path and a value of another kind, with its line.
        """
        found = dict(self.entries)
        self._take(of_text(text, name), "", found)
        return Values(found)

    def with_settings(self, given: Mapping[str, str]) -> Values:
        """The same with *given* texts by path; those for a list are separated by commas."""
        found = dict(self.entries)
        for path, text in given.items():
            value = self.get(path)
            if value.kind == "entries":
                raise OpsError(
                    f"the value '{path}' is a list of entries",
                    hint=f"give it in a file with --values; each has {', '.join(value.fields)}",
                )
            parts: Content = text
            if value.kind == "texts":
                parts = tuple(part.strip() for part in text.split(",") if part.strip())
            found[path] = value.given(read_content(parts, value.kind, path, unit=value.unit))
        return Values(found)

    def _take(self, fields: Fields, above: str, found: dict[str, Value]) -> None:
        for key, given in fields.table.entries.items():
            path = f"{above}{key}"
            value = self.entries.get(path)
            if value is not None:
                try:
                    content = read_content(given, value.kind, path, value.fields, value.unit)
                except OpsError as error:
                    raise fields.error(key, str(error), error.hint) from error
                found[path] = value.given(content)
            elif not any(known.startswith(f"{path}.") for known in self.entries):
                depth = path.count(".") + 1
                known = {".".join(one.split(".")[:depth]) for one in self.entries}
                raise fields.error(key, f"no value named '{path}'", did_you_mean(path, known))
            elif isinstance(given, Table):
                self._take(fields.inner(key), f"{path}.", found)
            else:
                raise fields.error(key, f"'{path}' is a group of values", "give a table")


def read_values(path: Path, name: str) -> Values:
    """The values that the file *path* defines, which messages call *name*.

    Raises OpsError where it is malformed.
    """
    return Values({value.path: value for value in _defined(read_table(path, name), "")})


def _defined(fields: Fields, above: str) -> Iterable[Value]:
    for key in fields.table.entries:
        inner = fields.inner(key)
        if "value" in inner.table.entries:
            yield _value(inner, f"{above}{key}")
        else:
            yield from _defined(inner, f"{above}{key}.")


def _value(fields: Fields, path: str) -> Value:
    fields.only(_KEYS, ("unit", "reason"))
    unit, names = fields.text("unit"), fields.mapping("fields")
    given = fields.table.entries["value"]
    kind = kind_of(given, unit, has_fields=bool(names))
    example = fields.table.entries.get("example")
    try:
        return Value(
            path=path,
            kind=kind,
            content=read_content(given, kind, path, names, unit),
            unit=unit,
            reason=fields.text("reason"),
            example=None if example is None else read_content(example, kind, path, names, unit),
            fields=names,
            assumed=fields.switch("assumed"),
        )
    except OpsError as error:
        raise fields.error("value", str(error), error.hint) from error
