"""How a query, and with it a panel, ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """In the order in which they spoil a panel, the mildest first."""

    OK = "ok"
    NO_SERIES = "no series yet"
    MISSING_LABEL = "missing label"
    MISSING_METRIC = "missing metric"
    ERROR = "error"

    @property
    def broken(self) -> bool:
        """Whether something is wrong, rather than nothing having happened yet."""
        return self not in (Status.OK, Status.NO_SERIES)

    @property
    def rank(self) -> int:
        """The place in the order."""
        return list(Status).index(self)


@dataclass(frozen=True)
class Outcome:
    """How one query ended, why, and what to do about it."""

    status: Status
    reason: str = ""
    hint: str = ""


FINE = Outcome(Status.OK)


def of_panel(outcomes: list[Outcome]) -> Outcome:
    """A panel is as broken as its worst query; one with data is enough where none is broken."""
    worst = max(outcomes, key=lambda outcome: outcome.status.rank)
    if worst.status.broken:
        return worst
    return min(outcomes, key=lambda outcome: outcome.status.rank)
