"""Which selectors of a dashboard lack a matcher for a label."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem

# Made by rules, with the labels of their expressions.
_MADE = frozenset({"ALERTS", "ALERTS_FOR_STATE"})


def without(label: str, board: Dashboard) -> Iterator[Problem]:
    """The metrics that a query of *board* selects without a matcher for *label*."""
    for _, target in board.queries:
        lacking = [
            f"'{selector.name}'" if selector.name else "what has no name"
            for selector in promql.selectors(target.expr)
            if not any(matcher.label == label for matcher in selector.matchers)
        ]
        for name in dict.fromkeys(lacking):
            if name.strip("'") not in _MADE and ":" not in name:
                yield Problem(
                    target.spot,
                    f"{name} is selected without a matcher for '{label}'",
                    f'add {label}=~"${label}"',
                    Severity.INFO,
                )
