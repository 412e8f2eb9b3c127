"""A panel that does not follow a choice which the other panels of its metric follow.

Whoever picks a provider sees the cost of all of them in such a panel, and nothing says so. Judged
is a metric that another panel of the dashboard filters by the variable. Series of other programs,
as those of a whole cluster's pods, are no such metric: each panel asks for some of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard, Panel
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.model import Metric, Pack, Platform

Filters = Mapping[str, frozenset[str]]
"""The variables that each metric of a panel is filtered by."""


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The variables that a panel's metric is filtered by elsewhere, but not in it."""
    own = {variable.name for variable in board.variables}
    panels = [(panel, _filters(panel, scope.catalogue)) for panel in board.panels]
    anywhere: dict[str, frozenset[str]] = {}
    for _, filters in panels:
        for metric, variables in filters.items():
            anywhere[metric] = anywhere.get(metric, frozenset()) | variables
    for panel, filters in panels:
        here = frozenset[str]().union(*filters.values())
        for metric in filters:
            ignored = sorted((anywhere[metric] & own) - here)
            if ignored:
                names = ", ".join(f"${name}" for name in ignored)
                yield Problem(
                    panel.spot,
                    f"it ignores {names}, by which other panels filter '{metric}'",
                    "put the same matchers in, or say in the title that it shows all",
                )
                break


def _filters(panel: Panel, catalogue: Catalogue) -> Filters:
    found: dict[str, frozenset[str]] = {}
    for target in panel.queries:
        for selector in promql.selectors(target.expr):
            known = catalogue.find(selector.name or "")
            if known is None or _is_of_others(*known):
                continue
            values = (matcher.value for matcher in selector.matchers)
            variables = frozenset[str]().union(*map(promql.variables, values))
            # A histogram's buckets, sum and count are one metric.
            found[known[1].name] = found.get(known[1].name, frozenset()) | variables
    return found


def _is_of_others(pack: Pack, metric: Metric) -> bool:
    return isinstance(pack, Platform) and pack.is_foreign(metric)
