"""A datasource of one particular Grafana, by its uid or name.

In any other Grafana the panel says that the datasource was not found. A datasource variable lets
each installation, and each viewer, choose: `${datasource}`. Grafana's own (`-- Mixed --`,
`-- Dashboard --`, `grafana`, expressions) are everywhere. Without any, the panel asks whatever
datasource is the default.
https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#add-a-data-source-variable
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Panel, Source, Spot
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_OWN_UIDS = frozenset({"grafana", "__expr__", "-100", "expression"})
_OWN_KINDS = frozenset({"grafana", "__expr__", "datasource"})
_HINT = "ask a datasource variable: ${datasource}"


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The datasources that are no variable, once for each panel, variable and annotation."""
    del scope  # this needs no knowledge of metrics
    for spot, source in _sources(board):
        if _is_fixed(source):
            what = f"it asks the datasource '{source.uid}' of one particular Grafana"
            yield Problem(spot, what, _HINT, Severity.ERROR)
    for panel in board.panels:
        if panel.shows_data and any(_asks_default(target.source) for target in panel.targets):
            yield Problem(panel.spot, "it asks whatever datasource is the default", _HINT)


def _sources(board: Dashboard) -> Iterator[tuple[Spot, Source]]:
    for panel in board.panels:
        yield from ((panel.spot, source) for source in _of_panel(panel))
    yield from ((variable.spot, variable.source) for variable in board.variables)
    yield from ((annotation.spot, annotation.source) for annotation in board.annotations)


def _of_panel(panel: Panel) -> Iterator[Source]:
    sources = [target.source for target in panel.targets]
    seen = [panel.source, *sources] if panel.kind != "row" else sources
    yield from {source.uid: source for source in seen}.values()


def _is_fixed(source: Source) -> bool:
    if not source.uid or promql.variables(source.uid):
        return False
    return not _is_own(source)


def _is_own(source: Source) -> bool:
    return (
        source.kind.lower() in _OWN_KINDS
        or source.uid.lower() in _OWN_UIDS
        or source.uid.startswith("-- ")
    )


def _asks_default(source: Source) -> bool:
    return not source.uid and not _is_own(source)
