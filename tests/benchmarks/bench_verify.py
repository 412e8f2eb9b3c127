"""The engine level of `ops verify` for one provider: at most twenty seconds on two cores."""

from __future__ import annotations

from tests.benchmarks.row import Row, medians
from tests.benchmarks.timing import ops

BAR_SECONDS = 20.0


def run(full: bool) -> list[Row]:
    if not full:
        return []
    ours, live = medians(
        lambda: ops("verify", "--level", "engine"), lambda: ops("verify", "--level", "live")
    )
    bar = "the bar of twenty seconds"
    return [
        Row("ops verify --level engine", ours, bar, BAR_SECONDS, ours / BAR_SECONDS, 1.0),
        Row("ops verify --level live", live, bar, BAR_SECONDS, live / BAR_SECONDS, 1.0),
    ]
