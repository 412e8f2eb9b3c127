"""What an import does with one board, and whether it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Revision, Stored
from archestra_ops.grafana.sync.diff import Change
from archestra_ops.grafana.sync.wanted import Wanted

Verb = Literal["create", "update", "unchanged", "adopt", "conflict", "move", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What an import may do to other people's work, because it was told to."""

    overwrite: bool = False
    adopt: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """What becomes of one board.

    `adopt` is a board with our uid that was never ours, `conflict` one of which somebody has saved
    another version, or which something else keeps as it is, `unknown` one that could not be looked
    at. `refused` is why an import leaves it alone, empty where it does not. `revision` and `stored`
    are what is there, `place` is the title of the folder that it is in where it should be in
    another, empty for none.
    """

    wanted: Wanted
    verb: Verb
    revision: Revision | None = None
    stored: Stored | None = field(default=None, repr=False)
    changes: Sequence[Change] = ()
    place: str | None = None
    refused: str = ""
    hint: str = ""

    @property
    def writes(self) -> bool:
        """Whether an import saves something."""
        return self.verb != "unchanged" and not self.refused


def unknown(wanted: Wanted, error: OpsError) -> Step:
    """A board that could not be looked at, which is left alone."""
    return Step(
        wanted=wanted,
        verb="unknown",
        refused=str(error),
        hint=error.hint,
    )
