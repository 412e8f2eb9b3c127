"""Are a histogram's buckets in order, cumulative, and closed by +Inf?"""

from __future__ import annotations

import math

from archestra_ops.exposition.numbers import javascript
from archestra_ops.exposition.problems import Kind, ProblemLog

# Series left open at a time, in one family: a page that has its buckets series by series leaves
# none. Above this a missing +Inf goes unnoticed rather than the memory unbounded.
_MOST_OPEN = 50_000

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
        """Take the next bucket: that of *series* up to *bound*, with *count* observations."""
        if series != self._series:
            self._leave()
            self._series = series
            self._told = False
            self._bound, self._count, self._line = self._open.pop(
                series, (-math.inf, -math.inf, line)
            )
        self._line = line
        if bound <= self._bound:
            self._out_of_order(bound, line)
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

    def _out_of_order(self, bound: float, line: int) -> None:
        if not self._told:
            self._told = True
            self._log.add(
                line,
                Kind.BUCKET_ORDER,
                f"bucket of {self._family!r} up to {javascript(bound)} stands after the one "
                f"up to {javascript(self._bound)}",
                "buckets of a series stand together, in the order of their bounds",
            )
