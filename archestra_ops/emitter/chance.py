"""Random draws, all from one seeded generator, so that a seed gives the same history again."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from archestra_ops.packs.traffic import Number, Row

_DAY = 86_400
_PEAK_HOUR = 14
_NIGHT = 0.35  # of the traffic at the peak
_EXACT_POISSON = 30  # above this mean, a rounded normal is as good and quicker


def rhythm(second: float) -> float:
    """How busy a moment (unix seconds) is, from 0.35 at night to 1 at 14:00 UTC."""
    turn = math.cos((second / _DAY - _PEAK_HOUR / 24) * 2 * math.pi)
    return _NIGHT + (1 - _NIGHT) * (1 + turn) / 2


def poisson(random: Random, mean: float) -> int:
    """How often something with this *mean* happens."""
    if mean > _EXACT_POISSON:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


@dataclass(frozen=True)
class Words:
    """A choice between words by weight."""

    words: tuple[str, ...]
    edges: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Words:
        """The choice that a pack's table of weights describes."""
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def draw(self, random: Random) -> str:
        """One word."""
        return self.words[bisect(self.edges, random.random() * self.edges[-1])]


def number(random: Random, kind: Number, row: Row) -> float:
    """One positive number of this *kind* for the stream that *row* describes."""
    drawn = kind.median * math.exp(random.gauss(0.0, kind.spread)) if kind.spread else kind.median
    if kind.times:
        drawn *= float(row.get(kind.times, 1.0))
    return float(max(1, round(drawn))) if kind.whole else drawn
