"""Turns of agents: which events belong to one, until it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from archestra_ops.emitter.events import Happening
from archestra_ops.packs.span_play import Path, Play

_AGENT, _SOURCE = "agent_id", "source"
_LASTS = 12.0  # seconds round its first event that a turn takes more events from
_OVER = 30.0  # seconds after which no event can come any more: one is told up to 15 s late


@dataclass(frozen=True, kw_only=True)
class Part:
    """An event that becomes a span: which one, how, and the id that its metrics lead to."""

    happening: Happening
    span: str
    play: Play
    id: str


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One turn of an agent; it began at `moment` (unix seconds)."""

    agent: str
    path: Path
    moment: float
    trace: str
    session: str
    parts: list[Part] = field(default_factory=list)

    def takes(self, happening: Happening) -> bool:
        """Whether an event is a part of it: what comes without a source is what it asked for."""
        source = happening.labels.get(_SOURCE)
        return (
            happening.labels.get(_AGENT) == self.agent
            and (source is None or source in self.path.source)
            and abs(happening.moment - self.moment) <= _LASTS
        )


@dataclass(frozen=True)
class Turns:
    """The turns that are going on."""

    paths: Sequence[Path]
    open: list[Turn] = field(default_factory=list)

    def of(self, happening: Happening, trace: str, session: str) -> Turn | None:
        """The turn that an event belongs to, a new one of these ids if it begins one."""
        for turn in self.open:
            if turn.takes(happening):
                return turn
        path = self._path(happening, trace)
        if path is None:
            return None
        agent = happening.labels[_AGENT]
        turn = Turn(agent=agent, path=path, moment=happening.moment, trace=trace, session=session)
        self.open.append(turn)
        return turn

    def over(self, now: float) -> Iterator[Turn]:
        """Those that are over, taken out."""
        for turn in [turn for turn in self.open if now - turn.moment > _OVER]:
            self.open.remove(turn)
            yield turn

    def _path(self, happening: Happening, trace: str) -> Path | None:
        source = happening.labels.get(_SOURCE)
        fitting = [path for path in self.paths if source in path.source]
        if not fitting or not happening.labels.get(_AGENT):
            return None
        chance = Random(trace)  # noqa: S311 - the same trace is always of the same path
        return chance.choices(fitting, [path.share for path in fitting])[0]
