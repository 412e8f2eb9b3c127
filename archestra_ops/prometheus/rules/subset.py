"""The part of a rule set that some alerts need: theirs, and what records their series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.prometheus.rules.model import Rule, RuleGroup


def subset(
    groups: Iterable[RuleGroup], names: Collection[str], expressions: Iterable[str] = ()
) -> tuple[RuleGroup, ...]:
    """*groups* with only the rules called *names*, and what records for them and *expressions*.

    Groups and rules keep their order; a group without rules goes. Raises PromQLError.
    """
    every = tuple(groups)
    by_name: dict[str, list[Rule]] = defaultdict(list)
    for rule in (rule for group in every for rule in group.rules):
        by_name[rule.alert or rule.record].append(rule)
    needed: set[int] = set()
    waiting = [rule for name in names for rule in by_name.get(name, ())]
    waiting += [rule for expr in expressions for rule in _recording(expr, by_name)]
    while waiting:
        rule = waiting.pop()
        if id(rule) not in needed:
            needed.add(id(rule))
            waiting += _recording(rule.expr, by_name)
    kept = (
        replace(group, rules=tuple(rule for rule in group.rules if id(rule) in needed))
        for group in every
    )
    return tuple(group for group in kept if group.rules)


def _recording(expr: str, by_name: dict[str, list[Rule]]) -> list[Rule]:
    """The rules whose series *expr* can select."""
    return [
        rule
        for selector in promql.selectors(expr)
        for rule in by_name.get(selector.name or "", ())
        if rule.record and is_recorded_by(selector, rule)
    ]


def is_recorded_by(selector: promql.Selector, rule: Rule) -> bool:
    """Whether *selector* can select what *rule*, which records series of that name, records."""
    return all(
        rule.labels.get(matcher.label, matcher.value) == matcher.value
        for matcher in selector.matchers
        if matcher.op == "="
    )
