"""What is there of a board, whose work it is, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.model import Revision, Stored
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.diff import changes
from archestra_ops.grafana.sync.moments import moment
from archestra_ops.grafana.sync.step import Allowed, Step, Verb
from archestra_ops.grafana.sync.wanted import Wanted

ADOPT: Final = "--adopt takes it over"
OVERWRITE: Final = "--overwrite replaces it; what is there is saved first"


@dataclass(frozen=True, kw_only=True)
class Examiner:
    """Looks at one board after another, for an import into the folder *folder_uid*.

    `titles` are those of other folders, by uid.
    """

    grafana: Grafana
    folder_uid: str
    allowed: Allowed
    titles: Mapping[str, str] = field(default_factory=dict)

    def look(self, wanted: Wanted) -> Step:
        """What is to be done with a board, as it is now; raises what the Grafana raises."""
        # In this order: whoever saves between the two is found by the second, whoever saves later
        # by the version of the first, which a save names.
        stored = self.grafana.dashboard(wanted.uid)
        if stored is None:
            return absent(wanted)
        newest = self.grafana.newest(wanted.uid)
        if newest is not None and (mark.read(newest) is not None or stored.provisioned):
            return self._judge(wanted, stored, [newest])
        return self._judge(wanted, stored, self.grafana.history(wanted.uid))

    def _judge(self, wanted: Wanted, stored: Stored, history: Sequence[Revision]) -> Step:
        newest = history[0] if history else None
        ours = mark.read(newest)
        at_home = stored.folder_uid == self.folder_uid
        if ours == wanted.digest and at_home:
            return Step(wanted=wanted, verb="unchanged", revision=newest)
        verb = "conflict" if stored.provisioned else _verb(wanted, history)
        refused, hint = self._refusal(verb, stored, newest)
        return Step(
            wanted=wanted,
            verb=verb,
            revision=newest,
            stored=stored,
            changes=()
            if verb == "move" or stored.provisioned
            else changes(stored.dashboard, wanted.dashboard),
            place=None if at_home else self.titles.get(stored.folder_uid, stored.folder_uid),
            refused=refused,
            hint=hint,
        )

    def _refusal(self, verb: Verb, stored: Stored, newest: Revision | None) -> tuple[str, str]:
        if stored.provisioned:
            by = f" by '{stored.manager}'" if stored.manager else ""
            return (
                f"it is provisioned{by}, and cannot be saved here",
                "change it there, or import under other uids with --uid-suffix",
            )
        who = whose(newest, stored)
        if verb == "conflict" and not self.allowed.overwrite:
            return f"{who} is not ours", OVERWRITE
        if verb == "adopt" and not self.allowed.adopt:
            return f"{who} is not ours, nor is any before it", ADOPT
        return "", ""


def absent(wanted: Wanted) -> Step:
    """A board that is not there."""
    return Step(wanted=wanted, verb="create")


def _verb(wanted: Wanted, history: Sequence[Revision]) -> Verb:
    newest, *before = map(mark.read, history) if history else [None]
    if newest is not None:
        return "move" if newest == wanted.digest else "update"
    return "conflict" if any(before) else "adopt"


def whose(newest: Revision | None, stored: Stored) -> str:
    """The newest version, who saved it and when."""
    if newest is None:
        return f"version {stored.version}"
    by = f" by {newest.author}" if newest.author else ""
    at = f" of {moment(newest.created)}" if newest.created else ""
    return f"version {newest.version}{by}{at}"
