"""Pack files: TOML into the model, with what the file abbreviates written out.

Three abbreviations keep the files short. A label that starts with `@` stands for a list in
`[label_groups]`. A row's `use` names tables of `[records]` that it starts from. A process with only
a `port` has all that it has there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from archestra_ops.errors import PackError
from archestra_ops.packs import possible, references
from archestra_ops.packs.model import Pack, Platform
from archestra_ops.packs.provider import Provider, Signal
from archestra_ops.packs.structure import did_you_mean, structure
from archestra_ops.packs.traffic import Row

P = TypeVar("P", bound=Pack)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class _Abbreviations:
    """The tables of a file that are not in the model."""

    label_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: Mapping[str, Row] = field(default_factory=dict)

    def labels(self, names: object, where: str) -> object:
        """*names* with every `@group` replaced by its labels."""
        if not isinstance(names, list):
            return names
        found: list[object] = []
        for name in names:
            group = name[1:] if isinstance(name, str) and name.startswith("@") else None
            found += [name] if group is None else _of(self.label_groups, group, "group", where)
        return found

    def rows(self, rows: object, where: str) -> object:
        """*rows*, each on top of the records that it uses."""
        if not isinstance(rows, list):
            return rows
        return [self._row(row, f"{where}[{i}]") for i, row in enumerate(rows)]

    def _row(self, row: object, where: str) -> object:
        if not isinstance(row, dict) or not isinstance(row.get("use"), list):
            return row
        whole: dict[str, Any] = {}
        for name in row["use"]:
            whole |= _of(self.records, str(name), "record", where)
        return whole | {key: value for key, value in row.items() if key != "use"}


def platform(file: Traversable) -> Platform:
    """The platform's pack in *file*; PackError names the file and the key of what is wrong.

    What its names refer to is looked at in one that has profiles once one of them is applied.
    """
    table = _table(file)
    for process in _tables(table.get("processes")).values():
        _ports(process)
    pack = _pack(Platform, file, table)
    possible.check_platform(pack, file.name)
    references.check_profiles(pack, file.name)
    if not pack.profiles:
        references.check_platform(pack, file.name)
    return pack


def provider(file: Traversable) -> Provider:
    """The provider's pack in *file*; PackError names the file and the key of what is wrong."""
    table = _table(file)
    for bindings in (table.get("signals"), *_tables(table.get("variants")).values()):
        _wide_bindings(bindings)
    pack = _pack(Provider, file, table)
    possible.check_provider(pack, file.name)
    references.check_provider(pack, file.name)
    return pack


def signals(file: Traversable) -> dict[str, Signal]:
    """The vocabulary of signals in *file*."""
    return {
        name: _named(Signal, name, table, f"{file.name}: {name}")
        for name, table in _table(file).items()
    }


def _table(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise PackError(f"{file.name}: it is not UTF-8", hint="TOML is UTF-8 always") from error
    except ValueError as error:  # of TOML, or of a number with too many digits
        raise PackError(f"{file.name}: {error}", hint="see https://toml.io") from error
    except RecursionError as error:
        raise PackError(f"{file.name}: it is nested too deep", hint="a pack is not") from error
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise PackError(f"{file.name}: {reason}", hint="it has to be a file to read") from error


def _tables(table: object) -> dict[str, dict[str, Any]]:
    """The tables in *table*; what is none is left for `structure` to refuse."""
    found = table.items() if isinstance(table, dict) else ()
    return {name: value for name, value in found if isinstance(value, dict)}


def _ports(process: dict[str, Any]) -> None:
    """Write out the ports that a process does not name: the API is where the metrics are.

    The emitter has both at their own ports. Where there is no port at all, that alone is missed.
    """
    port = process.get("port")
    api = process.setdefault("api_port", port)
    emitter = process.setdefault("emitter_port", port)
    process.setdefault("emitter_api_port", emitter if api == port else api)


def _wide_bindings(bindings: object) -> None:
    if isinstance(bindings, dict):
        for signal, binding in bindings.items():
            if isinstance(binding, str):
                bindings[signal] = {"expr": binding}


def _pack(kind: type[P], file: Traversable, table: dict[str, Any]) -> P:
    where = file.name
    own: dict[str, Any] = {
        key: table.pop(key) for key in ("label_groups", "records") if key in table
    }
    short = structure(_Abbreviations, own, where)
    own_metrics = {
        f"profiles.{name}.metrics": profile.get("metrics")
        for name, profile in _tables(table.get("profiles")).items()
    }
    for key, metrics in {"metrics": table.get("metrics"), **own_metrics}.items():
        for name, metric in _tables(metrics).items():
            _widen(metric, name, short, f"{where}: {key}.{name}")
    for name, activity in _tables(table.get("traffic")).items():
        activity["streams"] = short.rows(activity.get("streams", []), f"{where}: traffic.{name}")
    rows = table.get("rows")
    if isinstance(rows, dict):
        table["rows"] = {
            name: short.rows(row, f"{where}: rows.{name}") for name, row in rows.items()
        }
    return _named(kind, where.removesuffix(".toml"), table, where)


def _widen(metric: dict[str, Any], name: str, short: _Abbreviations, where: str) -> None:
    if "name" in metric:
        raise _no_name(where)
    metric["name"] = name
    metric["labels"] = short.labels(metric.get("labels", []), where)
    emits = metric.get("emit")
    for emit in emits if isinstance(emits, list) else ():
        if isinstance(emit, dict) and "series" in emit:
            emit["series"] = short.rows(emit["series"], f"{where}.emit.series")


def _named(kind: type[T], name: str, table: object, where: str) -> T:
    if not isinstance(table, dict):
        raise PackError(f"{where}: {table!r} is not a table", hint="give a table")
    if "name" in table:
        raise _no_name(where)
    return structure(kind, {"name": name} | table, where)


def _no_name(where: str) -> PackError:
    return PackError(f"{where}: unknown key 'name'", hint="the file or the table already names it")


def _of(table: Mapping[str, Any], name: str, what: str, where: str) -> Any:  # noqa: ANN401 - TOML
    if name not in table:
        raise PackError(f"{where}: no {what} {name!r}", hint=did_you_mean(name, table))
    return table[name]
