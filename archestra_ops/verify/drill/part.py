"""What a drill of an alert needs: its rule, the rules that record for it, their metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Pack, Platform
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.rules.model import Rule, RuleSet
from archestra_ops.prometheus.rules.subset import subset

P = TypeVar("P", bound=Pack)


@dataclass(frozen=True)
class Part:
    """Some alerts' rules, after those that record for them; `names` are the series they read.

    `names` is None where an expression does not say by name what it reads.
    """

    rules: tuple[Rule, ...]
    names: frozenset[str] | None

    @property
    def alerts(self) -> tuple[Rule, ...]:
        """The rules that raise an alert."""
        return tuple(rule for rule in self.rules if rule.alert)

    @property
    def reach(self) -> float:
        """How far back the alerts look, in seconds, also through what is recorded."""
        recorded: dict[str, float] = {}
        found = 0.0
        for rule in self.rules:
            reach = max((_reach(s, recorded) for s in promql.selectors(rule.expr)), default=0.0)
            if rule.record:
                recorded[rule.record] = max(reach, recorded.get(rule.record, 0.0))
            else:
                found = max(found, reach)
        return found


def part(rules: RuleSet, alerts: Iterable[str]) -> Part:
    """What the *alerts* need of *rules*; OpsError for one that is not there."""
    wanted = list(alerts)
    known = {rule.alert for group in rules.groups for rule in group.rules if rule.alert}
    for alert in wanted:
        if alert not in known:
            raise OpsError(f"no alert named '{alert}'", hint=did_you_mean(alert, known))
    needed = [rule for group in subset(rules.groups, wanted) for rule in group.rules]
    raising = [rule for rule in needed if rule.alert]
    recording = _recording(needed, raising)
    reads = {name for rule in (*recording, *raising) for name in _reads(rule)}
    recorded = {rule.record for rule in recording}
    names = None if None in reads else frozenset(n for n in reads if n) - recorded
    return Part((*recording, *raising), names)


def restricted(pack: P, names: frozenset[str] | None, always: Sequence[str]) -> P:
    """*pack* with the metrics whose samples are in *names* or *always*, and what moves them."""
    if names is None:
        return pack
    wanted = names.union(always)
    metrics = {n: m for n, m in pack.metrics.items() if wanted.intersection(m.samples)}
    moving = {emit.on for metric in metrics.values() for emit in metric.emit}
    traffic = {name: activity for name, activity in pack.traffic.items() if name in moving}
    return replace(pack, metrics=metrics, traffic=traffic)


def anchors(pack: Pack) -> tuple[str, ...]:
    """Metrics without which a process or an exporter of *pack* has no page."""
    if isinstance(pack, Platform):
        return tuple(dict.fromkeys(process.anchor for process in pack.processes.values()))
    return tuple(getattr(pack, "anchors", ()))


def _recording(everything: Sequence[Rule], raising: Sequence[Rule]) -> list[Rule]:
    """The rules that record what *raising* read, each behind those that it reads itself."""
    by_name: dict[str, list[Rule]] = {}
    for rule in everything:
        if rule.record:
            by_name.setdefault(rule.record, []).append(rule)
    found: dict[int, Rule] = {}

    def take(rule: Rule) -> None:
        for name in _reads(rule):
            for recording in by_name.get(name or "", ()):
                if id(recording) not in found:
                    take(recording)
                    found[id(recording)] = recording

    for rule in raising:
        take(rule)
    return list(found.values())


def _reads(rule: Rule) -> Iterator[str | None]:
    return (selector.name for selector in promql.selectors(rule.expr))


def _reach(selector: promql.Selector, recorded: dict[str, float]) -> float:
    spans = [selector.window, selector.offset, (selector.subquery or "").partition(":")[0]]
    own = sum(abs(_seconds(span)) for span in spans if span)
    return own + recorded.get(selector.name or "", 0.0)


def _seconds(span: str) -> float:
    return duration.seconds(span.lstrip("-"))
