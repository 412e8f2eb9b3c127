"""Every query of a dashboard's JSON, ours or anybody's: where it stands, how it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

_LEGEND_LABEL = re.compile(r"\{\{\s*([a-zA-Z_]\w*)\s*\}\}")


@dataclass(frozen=True, kw_only=True)
class PanelQuery:
    """A Prometheus query of a panel; `interval` is the least step, `time_from` its own range."""

    board: str
    row: str
    panel: str
    panel_id: int
    ref: str
    expr: str
    legend: str
    instant: bool
    interval: str
    time_from: str
    collapsed: bool


@dataclass(frozen=True, kw_only=True)
class VariableQuery:
    """A template variable that asks Prometheus; `any_value` is what its All stands for."""

    board: str
    name: str
    query: str
    any_value: str


@dataclass(frozen=True, kw_only=True)
class TelemetryQuery:
    """A query of a panel for traces (`tempo`) or logs (`loki`)."""

    panel: str
    panel_id: int
    source: str
    text: str


def telemetry_queries(dashboard: Json) -> Iterator[TelemetryQuery]:
    """The TraceQL and LogQL queries of all panels, those in collapsed rows included."""
    for panel in _panels(dashboard):
        for target in panel.get("targets", ()):
            source = target.get("datasource") or panel.get("datasource") or {}
            kind = source.get("type", "") if isinstance(source, Mapping) else ""
            if kind in ("tempo", "loki"):
                yield TelemetryQuery(
                    panel=panel.get("title", ""),
                    panel_id=panel.get("id", 0),
                    source=kind,
                    text=target.get("query" if kind == "tempo" else "expr", ""),
                )


def typed_variables(dashboard: Json) -> frozenset[str]:
    """The variables into which a user types."""
    variables = dashboard.get("templating", {}).get("list", ())
    return frozenset(v["name"] for v in variables if v.get("type") == "textbox")


def first_load(dashboard: Json) -> int:
    """How many queries opening the dashboard runs: those of all panels that are not collapsed."""
    return sum(len(panel.get("targets", ())) for panel in dashboard.get("panels", ()))


def _panels(dashboard: Json) -> Iterator[Json]:
    for panel in dashboard.get("panels", ()):
        yield panel
        yield from panel.get("panels", ())


def panel_queries(dashboard: Json) -> Iterator[PanelQuery]:
    """The Prometheus queries of all panels, those in collapsed rows included."""
    row = ""
    for panel in dashboard.get("panels", ()):
        if panel.get("type") == "row":
            row = panel.get("title", "")
            for inner in panel.get("panels", ()):
                yield from _of_panel(dashboard, row, inner, collapsed=True)
        else:
            yield from _of_panel(dashboard, row, panel, collapsed=False)


def variable_queries(dashboard: Json) -> Iterator[VariableQuery]:
    """The template variables that ask Prometheus."""
    for variable in dashboard.get("templating", {}).get("list", ()):
        if variable.get("type") != "query":
            continue
        query = variable.get("query", "")
        yield VariableQuery(
            board=dashboard.get("title", ""),
            name=variable["name"],
            query=query.get("query", "") if isinstance(query, Mapping) else query,
            any_value=variable.get("allValue") or "",
        )


def legend_labels(legend: str) -> tuple[str, ...]:
    """The labels that a legend puts into the names of series, `{{route}}`."""
    return tuple(_LEGEND_LABEL.findall(legend))


def _of_panel(dashboard: Json, row: str, panel: Json, *, collapsed: bool) -> Iterator[PanelQuery]:
    for target in panel.get("targets", ()):
        source = target.get("datasource") or panel.get("datasource") or {}
        kind = source.get("type", "prometheus") if isinstance(source, Mapping) else "prometheus"
        if kind != "prometheus" or not target.get("expr"):
            continue
        yield PanelQuery(
            board=dashboard.get("title", ""),
            row=row,
            panel=panel.get("title", ""),
            panel_id=panel.get("id", 0),
            ref=target.get("refId", ""),
            expr=target["expr"],
            legend=target.get("legendFormat", ""),
            instant=bool(target.get("instant")),
            interval=target.get("interval") or panel.get("interval") or "",
            time_from=panel.get("timeFrom") or "",
            collapsed=collapsed,
        )
