"""Numbers that move because something happened: an LLM call, a tool call, a sync."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from prometheus_client.samples import Exemplar

from archestra_ops.emitter.chance import Words, number, poisson, rhythm
from archestra_ops.emitter.registry import Exposed
from archestra_ops.errors import PackError
from archestra_ops.packs.telemetry import ExemplarLabels
from archestra_ops.packs.traffic import Activity, Emit, Number, Row

# Events that one step simulates one by one; more are counted several at a time.
_DRAWN_PER_STEP = 8
_WITHOUT_SPAN = 0.12  # of the events: their counters carry an empty exemplar
_WITH_SESSION = 0.5
_RECENT = 15.0  # seconds; a longer step's exemplars are of its end, as a page's are

Term = tuple[float, tuple[str, ...]]
"""A factor that is always the same, and the names of those that are drawn."""


@dataclass(frozen=True)
class Effect:
    """What the events of one kind with the same words do to one series."""

    exposed: Exposed
    values: tuple[str, ...]
    terms: tuple[Term, ...]
    counts: bool
    traced: bool

    def apply(self, drawn: Mapping[str, float], weight: int, exemplar: Exemplar | None) -> None:
        """Record an event that stands for *weight* of its kind."""
        amount = 0.0
        for product, names in self.terms:
            for name in names:
                product *= drawn[name]  # noqa: PLW2901 - the quickest way, a million times a day
            amount += product
        if self.counts and amount <= 0:
            return  # a client library has no series for what never happened
        own = None
        if self.traced and exemplar is not None:
            own = Exemplar(exemplar.labels, amount, exemplar.timestamp)
        self.exposed.at(self.values).record(amount, weight, own)


@dataclass(frozen=True)
class Outcome:
    """All that the events of one kind with the same words do, and what must be drawn for that."""

    effects: tuple[Effect, ...]
    numbers: tuple[str, ...]
    traced: bool

    @classmethod
    def of(cls, effects: tuple[Effect, ...]) -> Outcome:
        """The outcome that consists of *effects*."""
        names = dict.fromkeys(n for effect in effects for _, term in effect.terms for n in term)
        return cls(effects, tuple(names), any(effect.traced for effect in effects))


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One event as who records it is told; it ended at `moment` (unix seconds).

    `numbers` are those that were drawn, those of the row, and the medians of all others.
    `exemplar` is what its metrics get, None where they get none.
    """

    activity: str
    moment: float
    labels: Mapping[str, str]
    numbers: Mapping[str, float]
    exemplar: Exemplar | None


Recorder = Callable[[Happening], Exemplar | None]
"""Takes note of an event, and gives the exemplar that its metrics are to have."""


@dataclass(frozen=True)
class Stream:
    """One row of an activity: events of one kind with one set of labels.

    `effects` are the metrics that they move, each with how. `exemplars` are the labels of the
    exemplars that these get; None where the platform has none.
    """

    row: Row
    labels: Mapping[str, str]
    words: Mapping[str, Words]
    numbers: Mapping[str, Number]
    effects: tuple[tuple[Exposed, Emit], ...]
    outcomes: dict[tuple[str, ...], Outcome] = field(default_factory=dict)
    activity: str = ""
    exemplars: ExemplarLabels | None = None

    @classmethod
    def of(
        cls,
        activity: Activity,
        row: Row,
        constants: Mapping[str, str],
        effects: tuple[tuple[Exposed, Emit], ...],
        name: str = "",
        exemplars: ExemplarLabels | None = None,
    ) -> Stream:
        """The stream that a row of the activity called *name* describes."""
        own = {name: value for name, value in row.items() if isinstance(value, str)}
        words = {name: Words.of(w) for name, w in activity.draw.items() if name not in row}
        labels = {**constants, **own}
        return cls(row, labels, words, activity.number, effects, activity=name, exemplars=exemplars)

    def step(
        self, random: Random, now: float, seconds: float, record: Recorder | None = None
    ) -> None:
        """Let *seconds* of traffic happen, ending at *now* (unix seconds)."""
        happened = poisson(random, float(self.row["per_minute"]) / 60 * seconds * rhythm(now))
        drawn = min(happened, _DRAWN_PER_STEP)
        for i in range(drawn):
            weight = (happened - i + drawn - 1) // drawn
            moment = now - random.random() * min(seconds, _RECENT)
            self._happen(random, weight, moment, record)

    def make_up(self, random: Random, now: float, seconds: float) -> None:
        """Happen once, if that was to be expected in the *seconds* before *now* and never did.

        So nobody waits for the first of what is rare but usual: it does not hang on the time of
        the day whether there is a series.
        """
        if not self.outcomes and float(self.row["per_minute"]) / 60 * seconds >= 1:
            self._happen(random, 1, now, None)

    def _happen(self, random: Random, weight: int, moment: float, record: Recorder | None) -> None:
        words = tuple([words.draw(random) for words in self.words.values()])
        outcome = self.outcomes.get(words)
        if outcome is None:
            outcome = self.outcomes[words] = Outcome.of(tuple(self._effects(words)))
        drawn = {name: number(random, self.numbers[name], self.row) for name in outcome.numbers}
        named = self.exemplars if outcome.traced else None
        exemplar = _exemplar(named, random, moment) if named else None
        if record is not None:
            exemplar = record(self._told(words, drawn, moment, exemplar))
        for effect in outcome.effects:
            effect.apply(drawn, weight, exemplar)

    def _told(
        self,
        words: tuple[str, ...],
        drawn: Mapping[str, float],
        moment: float,
        exemplar: Exemplar | None,
    ) -> Happening:
        usual = {
            name: one.median * (float(self.row.get(one.times, 1.0)) if one.times else 1.0)
            for name, one in self.numbers.items()
        }
        own = {name: value for name, value in self.row.items() if isinstance(value, float)}
        return Happening(
            activity=self.activity,
            moment=moment,
            labels={**self.labels, **dict(zip(self.words, words, strict=True))},
            numbers={**own, **usual, **drawn},
            exemplar=exemplar,
        )

    def _effects(self, words: tuple[str, ...]) -> Iterator[Effect]:
        labels = {**self.labels, **dict(zip(self.words, words, strict=True))}
        for exposed, emit in self.effects:
            if all(labels.get(name) in wanted for name, wanted in emit.when.items()):
                own = {**labels, **emit.labels}
                values = tuple(own[name] for name in exposed.labels)
                yield Effect(
                    exposed,
                    values,
                    terms=tuple(self._terms(exposed, emit.value)),
                    counts=exposed.metric.type == "counter",
                    traced=exposed.metric.exemplars,
                )

    def _terms(self, exposed: Exposed, text: str) -> Iterator[Term]:
        """`a * b + c` as terms; the names of the row's numbers are put in."""
        for term in text.split("+") if text else ():
            names = [name.strip() for name in term.split("*")]
            drawn = tuple(name for name in names if name in self.numbers)
            fixed = [self.row.get(name) for name in names if name not in self.numbers]
            factors = [factor for factor in fixed if isinstance(factor, float)]
            if len(factors) < len(fixed):
                raise PackError(
                    f"'{exposed.metric.name}' emits '{text}', and a stream of it lacks a number",
                    hint="draw it in the activity, or give it in the stream",
                )
            yield math.prod(factors), drawn
        if not text:
            yield 1.0, ()


def _exemplar(named: ExemplarLabels, random: Random, moment: float) -> Exemplar:
    """The span of an event, as the platform attaches it to its metrics."""
    if random.random() < _WITHOUT_SPAN:
        return Exemplar({}, 0.0, round(moment, 3))
    labels = {
        named.trace: f"{random.getrandbits(128):032x}",
        named.span: f"{random.getrandbits(64):016x}",
    }
    if random.random() < _WITH_SESSION:
        session = f"{random.getrandbits(128):032x}"
        labels[named.session] = "-".join(
            (session[:8], session[8:12], session[12:16], session[16:20], session[20:])
        )
    labels.pop("", None)  # what the platform's have no name for
    return Exemplar(labels, 0.0, round(moment, 3))
