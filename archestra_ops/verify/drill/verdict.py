"""What a drill showed: when the alert did what, and what of that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archestra_ops.prometheus import duration
from archestra_ops.verify.drill.timing import Timing

States = Mapping[float, frozenset[str]]
"""By moment (seconds): `pending`, `firing`, both, or nothing."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One alert's drill; moments are seconds from the incident's beginning, None for never.

    `states` has a letter for each evaluation: `.` silent, `p` pending, `F` firing. `problems` are
    sentences without their stop; without any, the alert is proven. `left_out` says why there was no
    drill at all.
    """

    alert: str
    severity: str
    scenario: str
    timing: Timing | None = None
    pending: float | None = None
    firing: float | None = None
    resolved: float | None = None
    states: str = ""
    problems: tuple[str, ...] = ()
    left_out: str = ""
    always: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.problems


def timeline(states: States, timing: Timing) -> tuple[float | None, float | None, float | None]:
    """When the alert was pending, firing and resolved, each for the first time; see Verdict."""
    began, ended = timing.healthy, timing.ends
    incident = [moment for moment in sorted(states) if moment >= began]
    firing = next((m for m in incident if "firing" in states[m]), None)
    pending = next((m for m in incident if states[m] and (firing is None or m <= firing)), None)
    last = max((m for m in incident if "firing" in states[m]), default=None)
    over = timing.steps * timing.interval
    resolved = None
    if last is not None and last < over:
        resolved = max(last + timing.interval, ended)
    return (
        None if pending is None else pending - began,
        None if firing is None else firing - began,
        None if resolved is None else resolved - began,
    )


def problems(states: States, timing: Timing, *, seen: bool) -> Iterator[str]:
    """What is wrong; *seen* says that the expression had its inputs while all was well."""
    early = [m for m in sorted(states) if m < timing.healthy and "firing" in states[m]]
    if early:
        yield f"it fires at {_at(early[0])} of the {_at(timing.healthy)} in which all is well"
    if not seen:
        yield "its silence is not earned: while all is well, the expression sees no series"
    _, firing, resolved = timeline(states, timing)
    if firing is None or firing > timing.lasts:
        yield f"it never fires in an incident of {_at(timing.lasts)}"
        return
    if firing > timing.within:
        yield f"it fires after {_at(firing)}, and has promised to within {_at(timing.within)}"
    if resolved is None:
        yield f"it is not resolved {_at(timing.recovers)} after the incident"


def letters(states: States, timing: Timing) -> str:
    """A letter for each evaluation; see Verdict."""
    moments = [i * timing.interval for i in range(timing.steps + 1)]
    return "".join(_letter(states.get(moment, frozenset())) for moment in moments)


def silent_in(states: States, moments: Sequence[float]) -> float | None:
    """The first of *moments* at which nothing fires; None where something always does."""
    return next((m for m in moments if "firing" not in states.get(m, ())), None)


def _letter(found: frozenset[str]) -> str:
    return "F" if "firing" in found else "p" if found else "."


def _at(seconds: float) -> str:
    return duration.text(seconds)
