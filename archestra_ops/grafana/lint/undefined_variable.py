"""A variable that is used and not defined.

Grafana leaves `$name` in the query as it is, so that it matches nothing or does not parse. Names
that begin with `__` are Grafana's own; in PromQL those are known, and a misspelt one is told.
https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.grafana.ask import BUILT_IN
from archestra_ops.grafana.dashboard import Dashboard, Spot
from archestra_ops.grafana.dashboard.document import texts
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.packs.structure import did_you_mean

GLOBAL: Final = BUILT_IN | {
    *("__from", "__to", "__dashboard", "__name", "__org", "__user", "__timezone", "timeFilter"),
    *("__timeFilter", "__auto", "__all_variables", "__scope"),
}
_LISTED: Final = 6
_COMPARED: Final = 100


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The variables in queries, datasources and other variables that nothing defines."""
    del scope  # this needs no knowledge of metrics
    own = {variable.name for variable in board.variables} | set(board.inputs)
    for spot, used, strict in _uses(board):
        for name in sorted(used - own - GLOBAL):
            if name.startswith("__") and not strict:
                continue
            yield Problem(
                spot,
                f"it uses ${name}, which the dashboard does not define",
                _hint(name, own | GLOBAL if name.startswith("__") else own),
                Severity.ERROR,
            )


def _uses(board: Dashboard) -> Iterator[tuple[Spot, frozenset[str], bool]]:
    """Where which variables are used, and whether all of Grafana's own are known there."""
    for panel in board.panels:
        yield panel.spot, promql.variables(panel.source.uid), True
        for target in panel.targets:
            # Editors leave what another kind of datasource was asked in a target.
            asked = [target.expr, target.legend] if target.prometheus else target.json
            yield target.spot, _in(asked), target.prometheus
    for variable in board.variables:
        yield variable.spot, _in(variable.query) | promql.variables(variable.source.uid), False
    for annotation in board.annotations:
        yield annotation.spot, _in(annotation.json), False


def _in(value: object) -> frozenset[str]:
    return frozenset[str]().union(*map(promql.variables, texts(value)))


def _hint(name: str, known: set[str] | frozenset[str]) -> str:
    near = did_you_mean(name, known) if len(known) <= _COMPARED else ""
    if near.startswith("did you mean") or len(known) <= _LISTED:
        return near
    return "define it, or take it out"
