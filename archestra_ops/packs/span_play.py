"""How the reference emitter makes spans of what happens. None of this is a fact about a platform.

Texts name words in braces: the labels of the event, and what `draw` and `words` add. An attribute
is left out where one of its words is unknown, or nothing but emptiness comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Values:
    """What a span has `when` all these words have one of these values, and none of `unless`.

    `words` are for the texts of this and of later ones. `whole` and `amounts` are numbers, as sums
    of products of the event's. `error` makes the span fail, and is what its status says. `log` is
    the line written at its end, at `level`; the last that is met counts.
    """

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str | bool | tuple[str, ...]] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    log: str = ""
    level: Literal["info", "warn", "error"] = "info"

    def meets(self, words: Mapping[str, str]) -> bool:
        """Whether it is meant where there are these *words*."""
        return all(words.get(name) in wanted for name, wanted in self.when.items()) and not any(
            words.get(name) in unwanted for name, unwanted in self.unless.items()
        )


@dataclass(frozen=True, kw_only=True)
class Play:
    """When there is a span: an activity happens (`on`), or another span does.

    It lasts as long as `lasts` says, in seconds: a sum of products of the event's numbers and its
    own `numbers`. `inside` are spans of which it takes a
    `part` (from, to; shares of their time) with the `chance`, `around` those that it encloses where
    they have no parent. `draw` picks words by weight.
    """

    on: str = ""
    inside: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lasts: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)
    part: tuple[float, ...] = (0.0, 1.0)
    chance: float = 1.0
    draw: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    values: tuple[Values, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Path:
    """A way in which an agent is called: a `share` of the turns whose first event has a `source`.

    `trigger` is the root's `archestra.trigger.source`, empty where it has none.
    """

    category: str
    trigger: str = ""
    source: tuple[str, ...]
    share: float = 1.0
