"""A ruler in memory, which can be brought into any state, and fail at any request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archestra_ops.prometheus.ruler.content import Content, content
from archestra_ops.prometheus.rules import Rule, RuleGroup
from archestra_ops.prometheus.rules.writing import group_table


@dataclass(frozen=True)
class Fault:
    """A request with a number fails, after it was done or without that."""

    error: Exception
    done: bool = False


@dataclass
class MemoryRuler:
    """See `archestra_ops.prometheus.ruler.Ruler`; `asked` has all requests, counted from 1."""

    kept: dict[str, Content] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    faults: Mapping[int, Fault] = field(default_factory=dict)

    def content(self, group: RuleGroup) -> Content:
        return content(group_table(group))

    def groups(self) -> Mapping[str, Content]:
        self._take("groups", lambda: None)
        return dict(self.kept)

    def put(self, group: RuleGroup) -> None:
        self._take(f"put {group.name}", lambda: self.kept.update({group.name: self.content(group)}))

    def remove(self, name: str) -> None:
        self._take(f"remove {name}", lambda: self.kept.pop(name, None))

    def _take(self, request: str, do) -> None:
        self.asked.append(request)
        fault = self.faults.get(len(self.asked))
        if fault is None or fault.done:
            do()
        if fault is not None:
            raise fault.error


def group(name: str, *rules: Rule, interval: str = "") -> RuleGroup:
    """A group, of one rule where none is given."""
    return RuleGroup(name=name, interval=interval, rules=rules or (alert("Down"),))


def alert(name: str, expr: str = "up == 0", **more: object) -> Rule:
    """A rule that raises an alert."""
    return Rule(alert=name, expr=expr, **more)
