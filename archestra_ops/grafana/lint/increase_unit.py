"""An increase shown as a rate: `increase()` counts over its window, not a second.

With 60 s between the points, 5 calls a second are shown as "300 req/s". Take rate(), or a unit
without a time in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard, Panel, Target
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.promql.tree import Call, Operation

_A_SECOND = frozenset(
    {
        "reqps", "ops", "rps", "wps", "iops", "cps", "eps", "mps", "recps", "rowsps", "pps", "bps",
        "Bps", "binBps", "binbps", "KBs", "KiBs", "MBs", "MiBs", "GBs", "GiBs",
    }
)  # fmt: skip


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The queries of increases in a panel whose unit is something a second."""
    del scope  # this needs no knowledge of metrics
    for panel, target in board.queries:
        if _is_a_second(panel) and _is_increase(target):
            yield Problem(
                target.spot,
                f"increase() is a count, its unit '{panel.unit}' is a rate",
                "take rate(), or the unit short",
            )


def _is_a_second(panel: Panel) -> bool:
    return panel.unit in _A_SECOND and not panel.overridden


def _is_increase(target: Target) -> bool:
    """Whether the numbers of *target* are increases, and nothing makes a rate of them."""
    found = False
    waiting = [promql.tree(target.expr)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Operation):
            if node.op in ("/", "*"):
                return False
            # The right side of these says only which series are shown.
            waiting.extend(node.children[:1] if node.op in ("and", "unless") else node.children)
            continue
        found = found or (isinstance(node, Call) and node.name == "increase")
        waiting.extend(node.children)
    return found
