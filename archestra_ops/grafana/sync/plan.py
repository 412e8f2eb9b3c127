"""What an import would do, board by board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.model import Summary
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.crew import together
from archestra_ops.grafana.sync.examine import Examiner, absent
from archestra_ops.grafana.sync.folders import Located
from archestra_ops.grafana.sync.look import Look
from archestra_ops.grafana.sync.step import Allowed, Step, unknown
from archestra_ops.grafana.sync.wanted import Wanted


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What becomes of every board, and where.

    `others` are the dashboards of the platform's own makers, which are left alone; `notes` what
    else a person should know.
    """

    url: str
    folder: Located
    steps: tuple[Step, ...]
    allowed: Allowed = field(default_factory=Allowed)
    others: tuple[Summary, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether anything is not as it is wanted."""
        return any(step.verb != "unchanged" for step in self.steps)


def plan(grafana: Grafana, found: Look, wanted: Sequence[Wanted], allowed: Allowed) -> Plan:
    """What to do with the boards *wanted*, of which *found* is known already.

    Only what is not as it should be is read. A board that cannot be read is `unknown`.
    """
    titles = {one.folder_uid: one.folder_title for one in found.dashboards.values()}
    examiner = Examiner(
        grafana=grafana, folder_uid=found.folder.expected, allowed=allowed, titles=titles
    )
    steps = {one.uid: step for one in wanted if (step := _told(found, one))}
    rest = [one for one in wanted if one.uid not in steps]
    looks = together([partial(examiner.look, one) for one in rest])
    for one, seen in zip(rest, looks, strict=True):
        steps[one.uid] = unknown(one, seen) if isinstance(seen, OpsError) else seen
    ours = {one.uid for one in wanted}
    return Plan(
        url=grafana.url,
        folder=found.folder,
        steps=tuple(steps[one.uid] for one in wanted),
        allowed=allowed,
        others=tuple(one for uid, one in found.dashboards.items() if uid not in ours),
    )


def _told(found: Look, wanted: Wanted) -> Step | None:
    """What the first look says already: that a board is as it should be, or is not there."""
    summary, newest = found.dashboards.get(wanted.uid), found.newest[wanted.uid]
    if isinstance(newest, OpsError):
        return unknown(wanted, newest)
    if summary is None:
        return absent(wanted) if newest is None else None
    if mark.read(newest) != wanted.digest or summary.folder_uid != found.folder.expected:
        return None
    return Step(wanted=wanted, verb="unchanged", revision=newest)
