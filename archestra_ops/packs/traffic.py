"""What the reference emitter does with a pack's metrics: traffic, and values over time.

None of this is a fact about a platform. It is ours, chosen so that latencies fit the buckets,
a little goes wrong, and everything that a board asks for has an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# Label values as strings; numbers are facts for the emitter (rates, prices), never labels.
Row = Mapping[str, str | float]


@dataclass(frozen=True, kw_only=True)
class Number:
    """A positive number drawn per event: log-normal round `median`.

    `spread` is the standard deviation of its logarithm. `times` names a number of the stream's
    row that scales it, by 1 where the row lacks it; `whole` rounds it to a whole number, at least
    1.
    """

    median: float
    spread: float = 0.0
    times: str = ""
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Activity:
    """Something that happens again and again, such as one LLM call.

    `draw` picks a word per event by weight (a stream's own word goes before), `number` draws
    numbers. `streams` are the rows on which it happens, each with `per_minute` (events a minute at
    the daily peak) and `process`, the platform's first where it is not given.
    """

    help: str
    draw: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    number: Mapping[str, Number] = field(default_factory=dict)
    streams: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Emit:
    """How the emitter moves one metric.

    By events: `on` names the activity, `when` the draws that must hold, `value` what is added or
    observed, as a sum of products of numbers that are drawn or in the stream's row
    (`input_tokens * price_in`), default 1.
    By itself: a counter grows by `rate` a second, from `level` on; a gauge keeps round `level`,
    straying by `swing`; both on `series` (rows given here) or `each` (a named table of rows),
    whose `share` scales them. `one_of` names a state label: 1 for the row's state, 0 for the
    label's other values. `time` gives the process's start, or now, as unix seconds.
    `labels` are fixed label values. `buckets` and `whole` (round to whole numbers) are ours.
    """

    on: str = ""
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    value: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    series: tuple[Row, ...] = ()
    each: str = ""
    rate: float = 0.0
    level: float = 0.0
    swing: float = 0.0
    one_of: str = ""
    time: Literal["", "start", "now"] = ""
    whole: bool = False
    buckets: tuple[float, ...] = ()
