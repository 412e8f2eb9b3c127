"""One line of the benchmarks' table, and the medians that its figures are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """Ours against a peer in the same run; it holds while `ratio` is at most `bar`.

    `unit` is for the few rows that are not seconds.
    """

    what: str
    ours_seconds: float
    peer: str
    peer_seconds: float
    ratio: float
    bar: float
    unit: str = "s"

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bar


def medians(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """The medians of three runs each, by turns, so that a busy machine slows both."""
    runs = [(ours(), theirs()) for _ in range(3)]
    return median(run[0] for run in runs), median(run[1] for run in runs)
