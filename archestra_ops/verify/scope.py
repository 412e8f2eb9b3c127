"""The part of a board that some pages can prove: panels of what was not looked at are left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.grafana.queries import PanelQuery, VariableQuery
from archestra_ops.packs.provider import Provider
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.reasons import POSTGRES


def within(sheet: Sheet, pages: Collection[str]) -> Sheet:
    """*sheet* without the queries of a platform or a provider of which no page is in *pages*.

    One process's page is enough for the platform's: what the others should have is missing then.
    Traces and logs are the platform's, too.
    """
    of_platform = bool(set(pages) - {POSTGRES})
    panels = tuple(query for query in sheet.panels if _within(query, sheet, pages))
    used = frozenset[str]().union(*(promql.variables(query.expr) for query in panels))
    kept: list[VariableQuery] = []
    for variable in reversed(sheet.variables):  # each may ask for those before it
        if variable.name in used:
            kept.insert(0, variable)
            used |= promql.variables(variable.query)
    return replace(
        sheet,
        panels=panels,
        traces_and_logs=sheet.traces_and_logs if of_platform else (),
        variables=tuple(kept),
    )


def _within(query: PanelQuery, sheet: Sheet, pages: Collection[str]) -> bool:
    for selector in promql.selectors(query.expr):
        found = sheet.catalogue.find(selector.name or "")
        of_provider = found is not None and isinstance(found[0], Provider)
        # What Prometheus makes of a scrape, `up`, is asked of the platform's targets.
        if not (POSTGRES in pages if of_provider else set(pages) - {POSTGRES}):
            return False
    return True
