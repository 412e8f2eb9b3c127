"""Listens to the simulation: its events as traces, with the ids that the metrics' exemplars have.

Events of one agent that are near each other are a turn: one trace, with a root that is made when
the turn is over. All other events are traces of their own.
"""

from __future__ import annotations

from random import Random
from threading import Lock

from prometheus_client.samples import Exemplar

from archestra_ops.emitter.events import Happening
from archestra_ops.emitter.tracing.filling import amount, draw
from archestra_ops.emitter.tracing.making import SESSION, Made, Maker
from archestra_ops.emitter.tracing.outbox import Outbox
from archestra_ops.emitter.tracing.tracers import Place
from archestra_ops.emitter.tracing.turns import Part, Turn, Turns
from archestra_ops.packs.span_play import Play
from archestra_ops.packs.telemetry import ExemplarLabels, Telemetry

_BILLION = 10**9  # nanoseconds
_MARGIN = _BILLION // 50  # that a turn is longer than what is in it
_SHORTEST = 0.001  # seconds


class Recorder:
    """A Recorder of events, into `outbox`; to be told now and then what time it is.

    *exemplars* are the labels of the exemplars that it hears of, and gives.
    """

    def __init__(
        self, telemetry: Telemetry, exemplars: ExemplarLabels, maker: Maker, random: Random
    ) -> None:
        self._telemetry = telemetry
        self._named = exemplars
        self._maker = maker
        self._random = random
        self._turns = Turns(telemetry.paths)
        self._lock = Lock()  # scrapes and who sends come from threads of their own

    @property
    def outbox(self) -> Outbox:
        """What is over and not sent yet."""
        return self._maker.outbox

    def __call__(self, happening: Happening) -> Exemplar | None:
        """Record an event; the exemplar that its metrics are to have."""
        with self._lock:
            return self._heard(happening)

    def advance(self, now: float) -> None:
        """Record the turns that are over at *now* (unix seconds)."""
        with self._lock:
            for turn in self._turns.over(now):
                self._record(turn)

    def finish(self) -> None:
        """Record every turn, over or not."""
        self.advance(float("inf"))

    def _heard(self, happening: Happening) -> Exemplar | None:
        exemplar = happening.exemplar
        found = self._play(happening)
        if found is None or (exemplar is not None and not exemplar.labels):
            return exemplar  # it happens outside of any span
        named = self._named
        labels = dict(exemplar.labels) if exemplar else {}
        session = labels.get(named.session, "")
        trace = labels.get(named.trace) or f"{self._random.getrandbits(128) | 1:032x}"
        span = labels.get(named.span) or self._maker.new_id()
        turn = self._turns.of(happening, trace, session or _session(trace))
        part = Part(happening=happening, span=found[0], play=found[1], id=span)
        if turn is None:
            self._maker.record(self._made(part, trace, {SESSION: session}))
            return exemplar
        turn.parts.append(part)
        own = {named.trace: turn.trace, named.span: span, named.session: turn.session}
        own.pop("", None)  # what the platform's have no name for
        return Exemplar(own, exemplar.value, exemplar.timestamp) if exemplar else None

    def _play(self, happening: Happening) -> tuple[str, Play] | None:
        for key, span in self._telemetry.spans.items():
            for play in span.play:
                meant = all(happening.labels.get(n) in wanted for n, wanted in play.when.items())
                if play.on == happening.activity and meant:
                    return key, play
        return None

    def _made(self, part: Part, trace: str, words: dict[str, str]) -> Made:
        happening = part.happening
        numbers = {**part.play.numbers, **happening.numbers}
        lasted = max(amount(part.play.lasts, numbers) or 0.0, _SHORTEST)
        end = int(happening.moment * _BILLION)
        place = Place(trace=trace, id=part.id, start=end - int(lasted * _BILLION), end=end)
        own = {**happening.labels, **words}
        return self._maker.fill(part.span, part.play, place, own, happening.numbers)

    def _record(self, turn: Turn) -> None:
        first = turn.parts[0].happening
        root = self._telemetry.spans[self._telemetry.root]
        play = root.play[0]
        shared = draw(play, self._random) | {SESSION: turn.session}
        parts = [self._made(part, turn.trace, shared) for part in turn.parts]
        place = Place(
            trace=turn.trace,
            id=self._maker.new_id(),
            start=min(made.place.start for made in parts) - _MARGIN,
            end=max(made.place.end for made in parts) + _MARGIN,
        )
        last = max(parts, key=lambda made: made.place.end)
        words = {
            **first.labels,
            **shared,
            "category": turn.path.category,
            "trigger": turn.path.trigger,
            "failed": last.filled.words.get("failed", "no"),
        }
        made = self._maker.fill(self._telemetry.root, play, place, words, {})
        recorded = self._maker.record(made)
        for part in parts:
            self._maker.record(part, recorded)


def _session(trace: str) -> str:
    return "-".join((trace[:8], trace[8:12], trace[12:16], trace[16:20], trace[20:]))
