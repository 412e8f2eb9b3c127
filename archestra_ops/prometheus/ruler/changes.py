"""How two contents of a group differ, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from archestra_ops.prometheus.ruler.content import RULES, Content

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What becomes of one rule, or of the group itself where `rule` is empty.

    `what` has what of it changes: `expr` and other keys, `interval 1m → 30s`, `the order of rules`.
    """

    kind: Kind
    rule: str = ""
    what: str = ""


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """What makes *after* of *before*: of the group first, then its rules in their order."""
    found = [*_settings(before, after), *_rules(before[RULES], after[RULES])]
    if not found and before != after:
        found.append(Change(kind="changed", what="the order of rules"))
    return tuple(found)


def _settings(before: Content, after: Content) -> Iterator[Change]:
    for key in sorted(_differing(before, after) - {RULES}):
        was, becomes = (str(one.get(key) or "not set") for one in (before, after))
        yield Change(kind="changed", what=f"{key} {was} → {becomes}")


def _rules(before: Sequence[Content], after: Sequence[Content]) -> Iterator[Change]:
    """Several rules may have one name, as the tiers of an SLO do."""
    names = dict.fromkeys(_name(rule) for rule in (*after, *before))
    for name in names:
        was = [rule for rule in before if _name(rule) == name and rule not in after]
        becomes = [rule for rule in after if _name(rule) == name and rule not in before]
        for old, new in zip_longest(was, becomes):
            yield _change(name, old, new)
        # Rules that are there twice are equal to one another, and only counted.
        more = _count(after, name) - _count(before, name) - len(becomes) + len(was)
        for _ in range(abs(more)):
            yield Change(kind="added" if more > 0 else "removed", rule=name)


def _change(name: str, old: Content | None, new: Content | None) -> Change:
    if old is None:
        return Change(kind="added", rule=name)
    if new is None:
        return Change(kind="removed", rule=name)
    return Change(kind="changed", rule=name, what=", ".join(sorted(_differing(old, new))))


def _differing(one: Content, other: Content) -> set[str]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


def _name(rule: Content) -> str:
    return str(rule.get("alert") or rule.get("record") or "")


def _count(rules: Sequence[Content], name: str) -> int:
    return sum(_name(rule) == name for rule in rules)
