"""Makes spans and log records of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final, Literal, cast

from opentelemetry.trace import Span as Recorded

from archestra_ops import otlp
from archestra_ops.emitter.endpoints import VERSION
from archestra_ops.emitter.tracing.filling import Content, Filled, Numbers, Words, draw, fill
from archestra_ops.emitter.tracing.outbox import Outbox
from archestra_ops.emitter.tracing.tracers import Place, Tracers
from archestra_ops.packs.span_play import Play
from archestra_ops.packs.telemetry import Span, Telemetry

_AGENT = "gen_ai.agent.id"
SESSION: Final = "session"
_AROUND = 2_000_000  # nanoseconds that an enclosing span is longer at both ends


@dataclass(frozen=True, kw_only=True)
class Made:
    """A span that is to be recorded: which one of the pack's, what it says, where it is."""

    key: str
    filled: Filled
    numbers: Numbers
    place: Place


class Maker:
    """Records into `outbox`, as *settings* want it."""

    def __init__(
        self,
        telemetry: Telemetry,
        settings: otlp.Settings,
        random: Random,
        agent_labels: Mapping[str, str],
    ) -> None:
        self.outbox = Outbox()
        self._random = random
        self._spans = {
            key: span
            for key, span in telemetry.spans.items()
            if settings.verbose or not span.verbose
        }
        self._service = telemetry.services[0]
        self._content = Content(wanted=settings.content, longest=settings.content_length)
        self._labels = {f"{telemetry.label}{key}": text for key, text in agent_labels.items()}
        self._tracers = Tracers(
            telemetry.scope, VERSION, settings.sample_rate, self.outbox.put_span
        )

    def new_id(self) -> str:
        """The id of a span that no metric leads to."""
        return f"{self._random.getrandbits(64) | 1:016x}"

    def fill(self, key: str, play: Play, place: Place, words: Words, numbers: Numbers) -> Made:
        """The span called *key* as *play* makes it."""
        own = {**draw(play, self._random), **words, "kind": key, "span": place.id}
        whole = {**play.numbers, **numbers}
        filled = fill(self._spans[key], play, own, whole, self._content)
        return Made(key=key, filled=filled, numbers=numbers, place=place)

    def record(self, made: Made, parent: Recorded | None = None) -> Recorded:
        """Record a span and all that belongs to it: what is inside, what encloses it, its log."""
        if parent is None:
            parent = self._enclosing(made)
        recorded = self._recorded(made, parent)
        for inner in self._inside(made):
            self.record(inner, recorded)
        return recorded

    def _recorded(self, made: Made, parent: Recorded | None) -> Recorded:
        span = self._spans[made.key]
        service = span.service or self._service
        filled = made.filled
        if _AGENT in filled.attributes and self._labels:
            attributes = {**filled.attributes, **self._labels}
            filled = Filled(**{**vars(filled), "attributes": attributes})
        if filled.log:
            self.outbox.put_record(self._tracers.scope(service), _record(made))
        return self._tracers.record(service, span.kind, filled, made.place, parent)

    def _enclosing(self, made: Made) -> Recorded | None:
        place = made.place
        for key, _, play in self._plays():
            if made.key in play.around:
                wider = Place(
                    trace=place.trace,
                    id=self.new_id(),
                    start=place.start - _AROUND,
                    end=place.end + _AROUND,
                )
                words = {**made.filled.words, "kind": made.key}
                filled = fill(self._spans[key], play, words, made.numbers, self._content)
                return self._recorded(
                    Made(key=key, filled=filled, numbers=made.numbers, place=wider), None
                )
        return None

    def _inside(self, made: Made) -> Iterator[Made]:
        words = made.filled.words
        for key, _, play in self._plays():
            wanted = all(words.get(name) in values for name, values in play.when.items())
            if made.key in play.inside and wanted and self._random.random() < play.chance:
                whole = made.place.end - made.place.start
                begins, ends = play.part
                place = Place(
                    trace=made.place.trace,
                    id=self.new_id(),
                    start=made.place.start + int(whole * begins),
                    end=made.place.start + int(whole * ends),
                )
                yield self.fill(key, play, place, words, made.numbers)

    def _plays(self) -> Iterator[tuple[str, Span, Play]]:
        for key, span in self._spans.items():
            for play in span.play:
                yield key, span, play


def _record(made: Made) -> otlp.LogRecord:
    place = made.place
    attributes = {"trace_id": place.trace, "span_id": place.id, "trace_flags": "01"}
    session = made.filled.words.get(SESSION)
    if session:
        attributes["session_id"] = session
    return otlp.LogRecord(
        time=place.end,
        level=cast("Literal['info', 'warn', 'error']", made.filled.level),
        body=made.filled.log,
        trace=place.trace,
        span=place.id,
        attributes=attributes,
    )
