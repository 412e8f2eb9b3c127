"""The Application Metrics board for every provider, linted: at most half a second."""

from __future__ import annotations

import time
from statistics import median

from archestra_ops import packs
from archestra_ops.grafana.lint import OPT_IN, documentation, lint
from archestra_ops.grafana.lint.scope import of_ours
from archestra_ops.grafana.shipped_boards import board_files
from tests.benchmarks.row import Row

BAR_SECONDS = 0.5
BOARD = "application-metrics"


def run(full: bool) -> list[Row]:
    del full
    platform = packs.platform("archestra")
    boards = [
        (file.rendered.text, of_ours(platform, file.provider))
        for file in board_files(platform.name)
        if file.path.stem == BOARD
    ]
    rules = frozenset(documentation()) - OPT_IN

    def seconds() -> float:
        started = time.perf_counter()
        for text, scope in boards:
            lint(text, name=BOARD, scope=scope, rules=rules)
        return time.perf_counter() - started

    ours = median(seconds() for _ in range(3))
    what = f"lint, {len(boards)} boards"
    return [Row(what, ours, "the bar of half a second", BAR_SECONDS, ours / BAR_SECONDS, 1.0)]
