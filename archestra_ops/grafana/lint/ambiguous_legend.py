"""Several lines under one name: the expression keeps labels that its legend does not tell apart.

`rate(llm_cost_total[1h])` without an aggregation has a line for every model, agent, source and
replica; a legend of `{{provider}}` calls many of them the same. Sum by what the legend names.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard, Target
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.grafana.queries import legend_labels
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.tree import Aggregation, walk

_SHOWN = 3


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The queries whose lines have too few names, and the labels that are left over."""
    for _, target in board.queries:
        if target.table or target.legend in ("", "__auto"):
            continue  # Grafana names those by all their labels
        left = sorted(_left_over(target, scope.catalogue))
        if left:
            shown = ", ".join(f"'{label}'" for label in left[:_SHOWN])
            more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
            yield Problem(
                target.spot,
                f"lines that differ in {shown}{more} have one name, '{target.legend}'",
                "sum by the labels that the legend names, or name these too",
            )


def _left_over(target: Target, catalogue: Catalogue) -> frozenset[str]:
    labels = promql.surviving(target.expr, catalogue.labels_of)
    if labels is None or _groups_by_choice(target.expr):
        return frozenset()
    named = frozenset(legend_labels(target.legend))
    left = labels - named - {"__name__"}
    for selector in promql.selectors(target.expr):
        left -= {matcher.label for matcher in selector.matchers if matcher.op == "="}
    own = left - catalogue.target_labels
    # One label of the target tells the targets apart, whichever it is.
    told_apart = bool(named & catalogue.target_labels)
    return own if told_apart else own | (left & {"instance"})


def _groups_by_choice(expr: str) -> bool:
    """Whether the viewer chooses by which labels is grouped: `sum by ($by) (…)`."""
    groupings = (node.grouping for node in walk(promql.tree(expr)) if isinstance(node, Aggregation))
    return any(promql.variables(name) for one in groupings if one for name in one.names)
