"""What a span says: the texts and numbers of a pack's tables, filled in with those of an event."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from archestra_ops.otlp import Value
from archestra_ops.packs.span_play import Play
from archestra_ops.packs.telemetry import Span

Words = Mapping[str, str]
Numbers = Mapping[str, float]
_CUT = "...[truncated]"  # as the platform ends a content that is too long


@dataclass(frozen=True, kw_only=True)
class Content:
    """Whether spans carry content, and how many characters of it at most."""

    wanted: bool = True
    longest: int = 10_000

    def cut(self, text: str) -> str:
        """*text*, if it is not too long."""
        return text if len(text) <= self.longest else text[: self.longest] + _CUT


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A span in words; `error` is None where all went well, `log` empty where nothing is logged."""

    name: str
    words: Words
    attributes: Mapping[str, Value] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    error: str | None = None
    log: str = ""
    level: str = "info"


def draw(play: Play, random: Random) -> dict[str, str]:
    """The words that *play* draws."""
    return {
        name: random.choices(list(weights), list(weights.values()))[0]
        for name, weights in play.draw.items()
    }


def fill(span: Span, play: Play, words: Words, numbers: Numbers, content: Content) -> Filled:
    """*span* as *play* makes it where there are these *words* and *numbers*."""
    known = dict(words)
    attributes: dict[str, Value] = {}
    texts: dict[str, str] = {}
    error, log, level = None, "", "info"
    for values in play.values:
        if not values.meets(known):
            continue
        known |= values.words
        attributes |= _attributes(values.attributes, known)
        attributes |= {k: round(n) for k, n in _numbers(values.whole, numbers).items()}
        attributes |= _numbers(values.amounts, numbers)
        texts |= values.events
        error = _text(values.error, known) or error
        if values.log:
            log, level = _text(values.log, known), values.level
    made = {name: content.cut(_text(text, known)) for name, text in texts.items()}
    return Filled(
        name=span.name.format_map(known),
        words=known,
        attributes=attributes,
        events={n: {span.events[n]: text} for n, text in made.items() if text}
        if content.wanted
        else {},
        error=error,
        log=log,
        level=level,
    )


def amount(expression: str, numbers: Numbers) -> float | None:
    """`a * b + c` with these *numbers*; None where one is missing."""
    total = 0.0
    for term in expression.split("+"):
        factors = [numbers.get(name.strip()) for name in term.split("*")]
        given = [factor for factor in factors if factor is not None]
        if len(given) < len(factors):
            return None
        total += math.prod(given)
    return total


def _attributes(
    wanted: Mapping[str, str | bool | tuple[str, ...]], words: Words
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in wanted.items():
        filled = _text(value, words) if isinstance(value, str) else value
        if filled != "":
            found[name] = filled
    return found


def _numbers(wanted: Mapping[str, str], numbers: Numbers) -> dict[str, float]:
    found = {name: amount(text, numbers) for name, text in wanted.items()}
    return {name: number for name, number in found.items() if number is not None}


def _text(text: str, words: Words) -> str:
    """*text* with its words, empty where one is unknown or nothing is said."""
    try:
        return text.format_map({name: word for name, word in words.items() if word})
    except KeyError:
        return ""
