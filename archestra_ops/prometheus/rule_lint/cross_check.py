"""What promtool, Prometheus' own judge, says of rule files, while ours are at work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.document import Rows, Table, Value
from archestra_ops.prometheus.rule_lint.keys import OF_OTHERS
from archestra_ops.prometheus.rule_lint.read import PROMETHEUS
from archestra_ops.prometheus.rule_lint.rulefile import Namespace, RuleFile
from archestra_ops.prometheus.scratch import scratch

_AT_ONCE: Final = 200  # files to a promtool: the names of all have to fit into one command
_SECONDS: Final = 600.0
_OF_RULE: Final = re.compile(
    r'(?:\d+:\d+: )*group "(?P<group>.*?)", rule (?P<rule>\d+), "(?P<name>.*?)": (?P<said>.*)',
    re.DOTALL,
)
_OF_LINE: Final = re.compile(
    r"(?:\d+:\d+: )*(?:yaml: )?line (?P<line>\d+): (?P<said>.*)", re.DOTALL
)
# A message goes on where a line names no file.
_UNMARSHAL: Final = "yaml: unmarshal errors:"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One thing that promtool refuses: in a rule of a group, in a line, or in all of a file.

    `namespace` is the place of what holds groups in its file; `line` is 0 where it names none.
    """

    namespace: int
    message: str
    group: str = ""
    rule: int = 0
    line: int = 0


class CrossCheck:
    """promtool, started on rule files. Leave it as a context manager, to clear up after it."""

    def __init__(self, files: Sequence[tuple[RuleFile, Path | None]]) -> None:
        """Start it on *files*, each with where it is, None for one that is in no file.

        Raises ToolMissingError where promtool is not installed.
        """
        self._places: dict[str, tuple[int, int]] = {}
        with ExitStack() as stack:
            folder = stack.enter_context(scratch())
            for number, (file, path) in enumerate(files):
                for at, namespace in enumerate(file.namespaces):
                    name = str(_file(namespace, path, folder / f"{number}-{at}.yaml"))
                    self._places[name] = number, at
            names = list(self._places)
            self._running = [
                stack.enter_context(
                    promtool.running("check", "rules", *names[at : at + _AT_ONCE], seconds=_SECONDS)
                )
                for at in range(0, len(names), _AT_ONCE)
            ]
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, if it still runs, and remove what was written for it."""
        self._stack.close()

    def refusals(self) -> Mapping[int, Sequence[Refusal]]:
        """What it refuses, by the place of the file; raises UnavailableError if it does not end."""
        found: dict[int, list[Refusal]] = {}
        for running in self._running:
            for name, said in self._messages(running.outcome().stderr):
                number, at = self._places[name]
                found.setdefault(number, []).extend(_refusals(said, at))
        return found

    def _messages(self, stderr: str) -> Iterator[tuple[str, str]]:
        """Each message with the file that it begins with."""
        name, lines = "", [""]
        for line in [*stderr.splitlines(), ""]:
            begins = next((one for one in _beginnings(line) if one in self._places), "")
            if begins or not line.startswith(" ") or line.strip() == "FAILED:":
                if name:
                    yield name, "\n".join(lines)
                name, lines = begins, [line.removeprefix(f"{begins}: ")]
            else:
                lines.append(line.strip())


def _beginnings(line: str) -> Iterator[str]:
    at = line.find(": ")
    while at >= 0:
        yield line[:at]
        at = line.find(": ", at + 1)


def _refusals(said: str, namespace: int) -> Iterator[Refusal]:
    if said.startswith(_UNMARSHAL):
        for line in said.removeprefix(_UNMARSHAL).strip().splitlines():
            yield from _refusals(line, namespace)
        return
    of_rule, of_line = _OF_RULE.fullmatch(said), _OF_LINE.fullmatch(said)
    if of_rule is not None:
        yield Refusal(
            namespace=namespace,
            message=of_rule["said"],
            group=of_rule["group"],
            rule=int(of_rule["rule"]),
        )
    elif of_line is not None:
        yield Refusal(namespace=namespace, message=of_line["said"], line=int(of_line["line"]))
    else:
        yield Refusal(namespace=namespace, message=said)


def _file(namespace: Namespace, path: Path | None, temporary: Path) -> Path:
    """Where promtool finds the groups of *namespace*.

    Those of another form are written anew, without what only their own program knows.
    """
    if path is not None and namespace.form == PROMETHEUS:
        return path
    groups = _plain(namespace.groups_of.entries.get("groups"))
    temporary.write_text(json.dumps({"groups": groups}, ensure_ascii=False), encoding="utf-8")
    return temporary


def _plain(value: Value, key: str = "") -> Any:  # noqa: ANN401 - any JSON
    match value:
        case Table():
            kept = value.entries.keys() - OF_OTHERS.keys()
            return {name: _plain(value.entries[name], name) for name in sorted(kept)}
        case Rows():
            return [_plain(one) for one in value.values]
        case str() if key == "limit" and value.isdigit():
            return int(value)
        case _:
            return value
