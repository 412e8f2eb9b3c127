"""Counters, gauges, histograms and summaries as a client library keeps them: numbers that move."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple, Protocol

from prometheus_client.samples import Exemplar

_REMEMBERED = 200  # observations that a summary's quantiles are taken from


class Cell(NamedTuple):
    """One number of an instrument: the sample's suffix, its `le` or `quantile`, and the value."""

    suffix: str
    bound: tuple[str, str] | None
    value: float
    exemplar: Exemplar | None = None


class Instrument(Protocol):
    """One series, or all those of one histogram or summary."""

    def record(self, amount: float, weight: int, exemplar: Exemplar | None) -> None:
        """Take in *amount*, *weight* times over."""
        ...

    def cells(self) -> Iterator[Cell]:
        """Its numbers in the order in which a page prints them."""
        ...

    def values(self) -> list[float]:
        """The same numbers without their names."""
        ...

    def reset(self, value: float = 0.0) -> None:
        """Begin anew, at *value* where it has just one number."""
        ...


class Plain:
    """A counter or a gauge."""

    __slots__ = ("exemplar", "value")

    def __init__(self) -> None:
        self.value = 0.0
        self.exemplar: Exemplar | None = None

    def record(self, amount: float, weight: int, exemplar: Exemplar | None) -> None:
        """Add *amount*, *weight* times over."""
        self.value += amount * weight
        if exemplar is not None:
            self.exemplar = exemplar

    def cells(self) -> Iterator[Cell]:
        """Its one number."""
        yield Cell("", None, self.value, self.exemplar)

    def values(self) -> list[float]:
        """Its one number."""
        return [self.value]

    def reset(self, value: float = 0.0) -> None:
        """Begin anew at *value*."""
        self.value = value
        self.exemplar = None


class Histogram:
    """Counts per bucket; cumulative only when read."""

    __slots__ = ("bounds", "counts", "exemplars", "total")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts: list[int] = []
        self.exemplars: list[Exemplar | None] = []
        self.total = 0.0
        self.reset()

    def record(self, amount: float, weight: int, exemplar: Exemplar | None) -> None:
        """Observe *amount*, *weight* times over."""
        place = bisect_left(self.bounds, amount)
        self.counts[place] += weight
        self.total += amount * weight
        # A client library prints no empty exemplar on a bucket, only on a counter.
        if exemplar is not None and exemplar.labels:
            self.exemplars[place] = exemplar

    def cells(self) -> Iterator[Cell]:
        """Buckets with growing counts, then sum and count."""
        *reached, total, count = self.values()
        bounds = (*map(number_text, self.bounds), "+Inf")
        for bound, value, exemplar in zip(bounds, reached, self.exemplars, strict=True):
            yield Cell("_bucket", ("le", bound), value, exemplar)
        yield Cell("_sum", None, total)
        yield Cell("_count", None, count)

    def values(self) -> list[float]:
        """The same numbers without their names."""
        reached = list(accumulate(self.counts))
        return [*reached, self.total, reached[-1]]

    def reset(self, value: float = 0.0) -> None:
        """Forget every observation."""
        self.counts = [0] * (len(self.bounds) + 1)
        self.exemplars = [None] * (len(self.bounds) + 1)
        self.total = value


class Summary:
    """Quantiles of the latest observations; sum and count of all of them."""

    __slots__ = ("arrived", "count", "ordered", "quantiles", "total")

    def __init__(self, quantiles: tuple[float, ...]) -> None:
        self.quantiles = quantiles
        self.arrived: deque[float] = deque()
        self.ordered: list[float] = []
        self.total = 0.0
        self.count = 0

    def record(self, amount: float, weight: int, exemplar: Exemplar | None) -> None:
        """Observe *amount*, *weight* times over."""
        del exemplar  # a summary has none
        if len(self.arrived) == _REMEMBERED:
            del self.ordered[bisect_left(self.ordered, self.arrived.popleft())]
        self.arrived.append(amount)
        insort(self.ordered, amount)
        self.total += amount * weight
        self.count += weight

    def cells(self) -> Iterator[Cell]:
        """Quantiles, then sum and count."""
        *quantiles, total, count = self.values()
        for quantile, value in zip(self.quantiles, quantiles, strict=True):
            yield Cell("", ("quantile", number_text(quantile)), value)
        yield Cell("_sum", None, total)
        yield Cell("_count", None, count)

    def values(self) -> list[float]:
        """The same numbers without their names."""
        ordered = self.ordered or [0.0]
        last = len(ordered) - 1
        quantiles = [ordered[round(quantile * last)] for quantile in self.quantiles]
        return [*quantiles, self.total, self.count]

    def reset(self, value: float = 0.0) -> None:
        """Forget every observation."""
        self.arrived.clear()
        self.ordered.clear()
        self.total = value
        self.count = 0


def number_text(number: float) -> str:
    """A bound as client libraries print it: `1`, not `1.0`."""
    return str(int(number)) if number == int(number) else repr(number)
