"""Are a histogram's buckets in order, cumulative, and closed by +Inf, which is its count?"""

from __future__ import annotations

import math
from typing import Final

from archestra_ops.exposition.numbers import javascript
from archestra_ops.exposition.problems import Kind, ProblemLog

# Series left open at a time, in one family: a page that has its buckets series by series leaves
# none. Above this a missing +Inf goes unnoticed rather than the memory unbounded.
_MOST_OPEN = 50_000

COUNT: Final = math.nan
"""What `add` is given for the bound of a histogram's own count; no bucket ends there."""
# The endings of its name.
COUNTS: Final = ("_count", "_gcount")

_NO_INF = 'histogram {!r} has a series without a bucket for le="+Inf"'
_NO_INF_HINT = "histogram_quantile() needs it, and it must equal the count"


class Buckets:
    """The buckets of one family, followed series by series (a series is known by its hash)."""

    __slots__ = ("_bound", "_count", "_family", "_line", "_log", "_open", "_series", "_told")

    def __init__(self, family: str, log: ProblemLog) -> None:
        self._family = family
        self._log = log
        self._open: dict[int, tuple[float, float, int]] = {}
        self._series: int | None = None
        self._bound, self._count, self._line, self._told = -math.inf, -math.inf, 0, False

    def add(self, series: int, bound: float, count: float, line: int) -> None:
        """Take the next bucket: that of *series* up to *bound*, with *count* observations.

        The count of a series is compared with its last bucket, where it stands right behind: else
        there would be a number to keep for each series of the page.
        """
        if series != self._series:
            if math.isnan(bound):
                return
            self._leave()
            self._series = series
            self._told = False
            self._bound, self._count, self._line = self._open.pop(
                series, (-math.inf, -math.inf, line)
            )
        self._line = line
        if not bound > self._bound:  # COUNT is not, either
            self._odd(bound, count, line)
            return
        if count < self._count:
            self._log.add(
                line,
                Kind.BUCKET_COUNT,
                f"bucket of {self._family!r} up to {javascript(bound)} counts {javascript(count)}, "
                f"fewer than the {javascript(self._count)} of the one below it",
                "buckets are cumulative; quantiles over these are wrong",
            )
        self._bound, self._count = bound, count

    def finish(self) -> None:
        """End the family: report every series that had no +Inf."""
        self._leave()
        self._series = None
        for _, _, line in self._open.values():
            self._log.add(line, Kind.NO_INF_BUCKET, _NO_INF.format(self._family), _NO_INF_HINT)
        self._open.clear()

    def _leave(self) -> None:
        if self._series is None or self._bound == math.inf or len(self._open) >= _MOST_OPEN:
            return
        self._open[self._series] = (self._bound, self._count, self._line)

    def _odd(self, bound: float, count: float, line: int) -> None:
        """Judge what is no further bucket: the count, or a bucket in the wrong place."""
        if math.isnan(bound):
            # A NaN of either is not told from the other.
            if self._bound == math.inf and abs(count - self._count) > 0:
                self._log.add(
                    line,
                    Kind.INF_COUNT,
                    f"histogram {self._family!r} has a series that counts {javascript(count)}, and "
                    f"{javascript(self._count)} in its bucket up to +Inf",
                    "the two are the same number: quantiles and shares over these are wrong",
                )
        elif not self._told:
            self._told = True
            self._log.add(
                line,
                Kind.BUCKET_ORDER,
                f"bucket of {self._family!r} up to {javascript(bound)} stands after the one "
                f"up to {javascript(self._bound)}",
                "buckets of a series stand together, in the order of their bounds",
            )
