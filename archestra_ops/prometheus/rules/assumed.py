"""Alerts that rest on values which are our guess, since the platform's vendor publishes none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from archestra_ops import promql
from archestra_ops.prometheus.rules.model import RuleSet
from archestra_ops.prometheus.rules.profiled import Made
from archestra_ops.prometheus.rules.values import Values

_PATH: Final = re.compile(r"\$\{([^}|\n]+)")


def assumed(made: Sequence[Made], values: Values) -> dict[str, tuple[str, ...]]:
    """By alert, the paths of the assumed *values* that it reads, if any.

    Also those that it reads through what others record.
    """
    guesses = {path for path, value in values.entries.items() if value.assumed}
    if not guesses:
        return {}
    recorded: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        recorded[one.rule.record].append(one)
    found = {
        one.rule.alert: tuple(sorted(guesses.intersection(_paths(one, recorded))))
        for one in made
        if one.rule.alert
    }
    return {alert: paths for alert, paths in found.items() if paths}


def _paths(one: Made, recorded: Mapping[str, Sequence[Made]]) -> Iterator[str]:
    waiting, seen = [one], {one.rule.expr}
    while waiting:
        current = waiting.pop()
        yield from _PATH.findall(current.definition.expr)
        for selector in promql.selectors(current.rule.expr):
            for other in recorded.get(selector.name or "", ()):
                if other.rule.expr not in seen:
                    seen.add(other.rule.expr)
                    waiting.append(other)


def told(made: Sequence[Made], found: Mapping[str, Sequence[str]]) -> list[Made]:
    """*made*, with a sentence in the descriptions of the alerts that are in *found*."""
    return [_told(one, found.get(one.rule.alert, ())) for one in made]


def _told(one: Made, paths: Sequence[str]) -> Made:
    notes = one.rule.annotations
    if not paths or "description" not in notes:
        return one
    text = f"{notes['description']} Assumed, not published: what matches {', '.join(paths)}."
    return replace(one, rule=replace(one.rule, annotations={**notes, "description": text}))


def header(rules: RuleSet) -> str:
    """A comment for the head of a rule file that names these alerts; empty without any."""
    if not rules.assumed:
        return ""
    lines = ["Assumed, not published: values that these alerts match; set what your release has."]
    lines += [f"  {alert}: {', '.join(paths)}" for alert, paths in sorted(rules.assumed.items())]
    return "".join(f"# {line}\n" for line in lines)
