"""Groups that are no larger than a ruler lets them be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archestra_ops.prometheus.rules import RuleGroup


def split(groups: Iterable[RuleGroup], most: int) -> Iterator[RuleGroup]:
    """*groups* with at most *most* rules in each, any number where it is 0.

    What is cut off a group goes on as `NAME-2`, `NAME-3` …: those are evaluated at the same time
    as the first, and see what it records one interval later.
    """
    for group in groups:
        size = most or len(group.rules) or 1
        for number, start in enumerate(range(0, len(group.rules), size), 1):
            name = group.name if number == 1 else f"{group.name}-{number}"
            yield replace(group, name=name, rules=group.rules[start : start + size])
