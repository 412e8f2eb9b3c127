"""A difference, as a value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["added", "removed", "changed", "moved", "retitled", "replaced"]
Facts = Mapping[str, str]
"""What is seen of a part of a dashboard, by what it is called: `unit` is `s`."""


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One fact that differs; an empty side has it not."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """What becomes of one part: `subject` is `board`, `variable`, `row` or `panel`."""

    kind: Kind
    subject: str
    name: str
    details: tuple[Detail, ...] = ()


def details(before: Facts, after: Facts) -> tuple[Detail, ...]:
    """The facts that differ, in the order of *after*."""
    names = dict.fromkeys([*after, *before])
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Detail(what=name, before=old, after=new) for name, old, new in pairs if old != new)


def changed(subject: str, name: str, before: Facts, after: Facts) -> Iterator[Change]:
    """A change of *subject*, where a fact differs."""
    if found := details(before, after):
        yield Change(kind="changed", subject=subject, name=name, details=found)


def shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    """*value* as a fact: a text as it is, nothing for what says nothing, JSON for the rest."""
    if isinstance(value, str):
        return value
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def flat(value: Any, name: str) -> dict[str, str]:  # noqa: ANN401 - any JSON
    """The leaves of *value* as facts, each called by its path from *name*."""
    if not isinstance(value, dict) or not value:
        return {name: text} if (text := shown(value)) else {}
    found: dict[str, str] = {}
    for key, inner in value.items():
        found |= flat(inner, f"{name}.{key}" if name else key)
    return found


def objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """The objects in *value*, where it is a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """*value* where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def known(facts: Facts, to: Facts) -> dict[str, str]:
    """Those of *facts* that *to* has, too: the rest is what Grafana fills in on its own."""
    return {name: text for name, text in facts.items() if name in to}
