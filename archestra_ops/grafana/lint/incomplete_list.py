"""A fixed list of values that lacks some which the label has.

What is not in the list cannot be picked, and "All" leaves it out where All means the listed values.
A query lists what is there: `label_values(metric, label)`. The pack knows the values, as far as the
platform's documentation or source names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.model import Metric, Pack

_SHOWN = 3


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The variables with a fixed list that is shorter than what the packs know."""
    filtered = _filtered(board, scope.catalogue)
    for variable in board.variables:
        if not variable.values or variable.name not in filtered:
            continue
        metric, label, known = filtered[variable.name]
        missing = sorted(known - set(variable.values) - {""})
        if missing:
            shown = ", ".join(f"'{value}'" for value in missing[:_SHOWN])
            more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
            yield Problem(
                variable.spot,
                f"its fixed list lacks {shown}{more} of '{label}'",
                f"ask what is there: label_values({metric}, {label})",
            )


def _filtered(board: Dashboard, catalogue: Catalogue) -> dict[str, tuple[str, str, frozenset[str]]]:
    """The first known metric and label that each variable filters, and the label's values."""
    found: dict[str, tuple[str, str, frozenset[str]]] = {}
    for _, target in board.queries:
        for selector in promql.selectors(target.expr):
            known = catalogue.find(selector.name or "")
            if known is None:
                continue
            for matcher in selector.matchers:
                values = _values(*known, matcher.label)
                for variable in promql.variables(matcher.value):
                    found.setdefault(variable, (selector.name or "", matcher.label, values))
    return found


def _values(pack: Pack, metric: Metric, label: str) -> frozenset[str]:
    closed, shared = metric.values.get(label), pack.labels.get(label)
    if isinstance(closed, tuple):
        return frozenset(closed)
    return frozenset(shared.values if shared else ())
