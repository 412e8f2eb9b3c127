"""A file that the configuration names and that is not here.

promtool looks for them only without --syntax-only, and then fails where Prometheus runs elsewhere.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from pathlib import Path

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.document import Rows, Table, Value

_HINT = "fine where Prometheus runs on another machine"
_WRITTEN = frozenset({"query_log_file", "scrape_failure_log_file"})  # Prometheus makes these
_LABELS = frozenset({"labels", "external_labels", "params"})  # whose keys are anybody's
_GLOBS = frozenset({"rule_files", "scrape_config_files", "files"})


def find(config: Configuration) -> Iterator[Problem]:
    """The files that *config* names and that cannot be found."""
    for where, table in config.holders():
        for line, key, name in _names(table, ""):
            path = _path(name, config.folder)
            if path is not None and not _is_there(path, is_glob=key in _GLOBS):
                yield Problem(
                    line=line,
                    message=f"{where} names the file {name!r}, and there is none here",
                    hint=_HINT,
                    severity=Severity.WARNING,
                )


def _names(value: Value, key: str, line: int = 0) -> Iterator[tuple[int, str, str]]:
    match value:
        case Table() if key not in _LABELS:
            for name, entry in value.entries.items():
                yield from _names(entry, name, value.lines[name])
        case Rows():
            for number, entry in zip(value.lines, value.values, strict=True):
                yield from _names(entry, key, number)
        case str() if value and (key in _GLOBS or (key.endswith("_file") and key not in _WRITTEN)):
            yield line, key, value
        case _:
            pass


def _path(name: str, folder: Path | None) -> Path | None:
    """Where *name* is looked for; nowhere if it is relative to a folder that nobody knows."""
    path = Path(name)
    if folder is None:
        return path if path.is_absolute() else None
    return folder / path


def _is_there(path: Path, *, is_glob: bool) -> bool:
    if not is_glob:
        return path.exists()
    if "*" in str(path.parent):
        return True  # Prometheus refuses it there, and promtool says so
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        return False
    return bool(fnmatch.filter(names, path.name))
