"""Thresholds the wrong way round: a ratio of successes that is red when all is well.

Told by the title and the legends: a success, availability or hit ratio has its red end below, one
of errors or failures above. What is left of an error budget is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard, Panel
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_GOOD = re.compile(
    r"success|succeed|\bavailab|\bhit (?:rate|ratio)|\bcache hit|\bhealthy|\bup ?time\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"error(?! budget)|fail|\bmiss(?:es)?\b|unavailab|\blost\b|dropped|reject", re.IGNORECASE
)
_RATIOS = frozenset({"percent", "percentunit"})


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The ratios whose good end is red, or whose bad end is green."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        words = " ".join([panel.title, *(target.legend for target in panel.targets)])
        good, bad = _GOOD.search(words), _BAD.search(words)
        if panel.unit not in _RATIOS or bool(good) == bool(bad):
            continue
        wrong = ("green", "red") if good else ("red", "green")
        if _ends(panel) == wrong:
            what = "successes: it is red when all is well" if good else "failures: they are green"
            yield Problem(panel.spot, f"its thresholds are inverted for {what}", "turn them round")


def _ends(panel: Panel) -> tuple[str, str]:
    """The colours of the lowest and the highest step, where they mean something."""
    if not panel.steps:
        return "", ""
    lowest, highest = panel.steps[0].color.lower(), panel.steps[-1].color.lower()
    return _meaning(lowest), _meaning(highest)


def _meaning(color: str) -> str:
    return next((name for name in ("green", "red") if name in color), "")
