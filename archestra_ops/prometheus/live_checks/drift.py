"""How the rules that are loaded differ from those that we would render."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.results import LoadedGroup, LoadedRule
from archestra_ops.prometheus.rules.model import Rule, RuleGroup
from archestra_ops.promql.durations import seconds


@dataclass(frozen=True, kw_only=True)
class Change:
    """A rule of `group` that is loaded otherwise; `what` says how, as `for 5m instead of 10m`."""

    group: str
    rule: str
    what: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Drift:
    """Rules by group: not loaded, loaded and not ours, loaded otherwise, loaded several times."""

    missing: Mapping[str, Sequence[str]]
    extra: Mapping[str, Sequence[str]]
    changed: tuple[Change, ...]
    twice: Mapping[str, Sequence[str]]

    @property
    def is_none(self) -> bool:
        """Whether all is as we would render it."""
        return not (self.missing or self.extra or self.changed or self.twice)


def drift(wanted: Iterable[RuleGroup], loaded: Iterable[LoadedGroup], prefix: str) -> Drift:
    """How *loaded* differs from *wanted*; of the others, groups that start with *prefix* are ours.

    Several rules may have one name, as the tiers of an SLO do: those are told apart by all else.
    """
    by_group: dict[str, list[Rule]] = {group.name: list(group.rules) for group in wanted}
    found: dict[str, list[LoadedRule]] = {}
    for group in loaded:
        name = is_of(group.name, tuple(by_group)) or group.name
        if name in by_group or name.startswith(prefix):
            found.setdefault(name, []).extend(group.rules)
    missing: dict[str, list[str]] = {}
    extra: dict[str, list[str]] = {}
    twice: dict[str, list[str]] = {}
    changed: list[Change] = []
    for name in dict.fromkeys((*by_group, *found)):
        here, there = by_group.get(name, []), found.get(name, [])
        distinct, repeated = _distinct(there)
        if repeated:
            twice[name] = repeated
        left, others = _unequal(here, distinct)
        for rule in left:
            like = next((one for one in others if one.name == _name(rule)), None)
            if like is None:
                missing.setdefault(name, []).append(_name(rule))
            else:
                others.remove(like)
                what = tuple(_differences(rule, like))
                changed.append(Change(group=name, rule=_name(rule), what=what))
        if others:
            extra[name] = list(dict.fromkeys(one.name for one in others))
    return Drift(missing=missing, extra=extra, changed=tuple(changed), twice=twice)


def is_of(name: str, names: Sequence[str]) -> str:
    """Which of *names* the group called *name* is: itself, or a piece of it, as `NAME-2`."""
    if name in names:
        return name
    base, _, number = name.rpartition("-")
    return base if number.isdigit() and base in names else ""


def _distinct(rules: Iterable[LoadedRule]) -> tuple[list[LoadedRule], list[str]]:
    """*rules* without repetitions, and the names of those that were repeated."""
    found: dict[object, LoadedRule] = {}
    repeated: dict[str, None] = {}
    for rule in rules:
        key = (rule.name, rule.expr, rule.hold, tuple(sorted(rule.labels.items())))
        if key in found:
            repeated[rule.name] = None
        found.setdefault(key, rule)
    return list(found.values()), list(repeated)


def _unequal(
    wanted: Iterable[Rule], loaded: Sequence[LoadedRule]
) -> tuple[list[Rule], list[LoadedRule]]:
    """The rules of either side that have no equal on the other."""
    left, others = [], list(loaded)
    for rule in wanted:
        same = next(
            (one for one in others if one.name == _name(rule) and not [*_differences(rule, one)]),
            None,
        )
        if same is None:
            left.append(rule)
        else:
            others.remove(same)
    return left, others


def _name(rule: Rule) -> str:
    return rule.alert or rule.record


def _differences(wanted: Rule, loaded: LoadedRule) -> Iterator[str]:
    if bool(wanted.alert) != loaded.is_alert:
        yield "it records a series" if wanted.alert else "it is an alert"
    if normal(wanted.expr) != normal(loaded.expr):
        yield "another expression"
    for key, ours, theirs in (
        ("for", wanted.hold, loaded.hold),
        ("keep_firing_for", wanted.keep_firing_for, loaded.keep_firing_for),
    ):
        length = duration.seconds(ours) if ours else 0.0
        if length != theirs:
            yield f"'{key}' {duration.text(theirs)} instead of {duration.text(length)}"
    for label in sorted({*wanted.labels, *loaded.labels}):
        here, there = wanted.labels.get(label), loaded.labels.get(label)
        if here != there:
            yield f"label '{label}' {_told(there)} instead of {_told(here)}"


def _told(value: str | None) -> str:
    return "not set" if value is None else f"'{value}'"


@cache
def normal(expr: str) -> object:
    """*expr* in a form that is the same however it is written; its words where it is no PromQL.

    A server shows an expression as it prints it, not as it was loaded.
    """
    try:
        printed = promql.parse(expr).prettify()
        selectors = promql.selectors(expr)
    except OpsError:
        return tuple(expr.split())
    # Printed, an expression loses the escapes of its texts, and milliseconds; Prometheus sorts the
    # matchers of a selector.
    return printed, tuple(
        (one.name, frozenset(one.matchers), seconds(one.window or ""), seconds(one.offset or ""))
        for one in selectors
    )
