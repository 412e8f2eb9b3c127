"""What an import would do with the groups of a namespace, one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from archestra_ops.prometheus.ruler.changes import Change, changes
from archestra_ops.prometheus.ruler.client import Ruler
from archestra_ops.prometheus.ruler.content import RULES, Content
from archestra_ops.prometheus.rules import RuleGroup

Verb = Literal["create", "update", "unchanged", "remove"]
_PART: Final = re.compile(r"-([2-9]|[1-9][0-9]+)$", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What becomes of one group; `rules` is how many it has, or had where it is to `remove`.

    `group` and `content` are what it will be, None for one that is to be gone; `before` is what it
    was, None for one that is new.
    """

    name: str
    verb: Verb
    rules: int
    changes: tuple[Change, ...] = ()
    group: RuleGroup | None = field(default=None, repr=False)
    content: Content | None = field(default=None, repr=False)
    before: Content | None = field(default=None, repr=False)

    @property
    def writes(self) -> bool:
        """Whether an import changes something."""
        return self.verb != "unchanged"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What becomes of every group; `others` are names of groups in the namespace, left alone."""

    steps: tuple[Step, ...]
    others: tuple[str, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether anything is not as it is wanted."""
        return any(step.writes for step in self.steps)


def plan(ruler: Ruler, groups: Sequence[RuleGroup], ours: Collection[str]) -> Plan:
    """What to do so that *ruler* has *groups*, and no other of those that are *ours* by their name.

    Also ours is what `split` makes of such a group, NAME-2 and so on. A name that only resembles
    these is somebody else's. Raises what *ruler* raises.
    """
    there = ruler.groups()
    wanted = {group.name for group in groups}
    rest = {name: _is_ours(name, ours) for name in there if name not in wanted}
    return Plan(
        steps=(
            *(_step(group, ruler.content(group), there.get(group.name)) for group in groups),
            *(
                Step(name=name, verb="remove", rules=len(there[name][RULES]), before=there[name])
                for name, own in rest.items()
                if own
            ),
        ),
        others=tuple(name for name, own in rest.items() if not own),
    )


def _is_ours(name: str, ours: Collection[str]) -> bool:
    return name in ours or _PART.sub("", name) in ours


def _step(group: RuleGroup, content: Content, there: Content | None) -> Step:
    verb: Verb = "create" if there is None else "unchanged" if there == content else "update"
    return Step(
        name=group.name,
        verb=verb,
        rules=len(group.rules),
        changes=() if there is None else changes(there, content),
        group=group,
        content=content,
        before=there,
    )
