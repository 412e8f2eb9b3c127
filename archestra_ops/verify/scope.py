"""The part of a board that some pages can prove: panels of what was not looked at are left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.grafana.queries import PanelQuery, VariableQuery
from archestra_ops.packs.model import Metric, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.reasons import POSTGRES


def within(sheet: Sheet, pages: Collection[str]) -> Sheet:
    """*sheet* without the queries of a platform or a provider of which no page is in *pages*.

    So are those of a process without a page. But where one process may do the work of all, and one
    without a page is often forgotten, one page is enough: what the others should have is missing.
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


def is_part(platform: Platform, pages: Collection[str]) -> bool:
    """Whether panels are left out for want of the page of a process that all have."""
    usual = {name for name, process in platform.processes.items() if not process.optional}
    return not platform.all_in_one and not usual <= set(pages)


def _within(query: PanelQuery, sheet: Sheet, pages: Collection[str]) -> bool:
    return all(
        _is_looked_at(selector.name or "", sheet, pages)
        for selector in promql.selectors(query.expr)
    )


def _is_looked_at(sample: str, sheet: Sheet, pages: Collection[str]) -> bool:
    found = sheet.catalogue.find(sample)
    if found is not None and isinstance(found[0], Provider):
        return POSTGRES in pages
    # What Prometheus makes of a scrape, `up`, is asked of the platform's targets.
    homes = _homes(found[1], sheet.platform) if found is not None else frozenset()
    return bool(homes & set(pages) if homes else set(pages) - {POSTGRES})


def _homes(metric: Metric, platform: Platform) -> frozenset[str]:
    """The processes of which one has to be looked at for it; empty where any will do."""
    return frozenset() if platform.all_in_one else frozenset(metric.processes)
