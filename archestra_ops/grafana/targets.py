"""The queries of a panel as Grafana's datasources read them."""

from __future__ import annotations

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.board import AnyQuery, LogQuery, Panel, Query, TraceQuery
from archestra_ops.grafana.variables import LOKI, PROMETHEUS, TEMPO


def source(query: AnyQuery) -> Json:
    """The datasource that *query* goes to."""
    match query:
        case Query():
            return PROMETHEUS
        case TraceQuery():
            return TEMPO
        case LogQuery():
            return LOKI


def target(query: AnyQuery, ref: str, panel: Panel, exemplars: frozenset[str]) -> Json:
    """*query* as a target; *exemplars* are the expressions whose metrics carry them."""
    return {"refId": ref, "datasource": source(query), **_asked(query, panel, exemplars)}


def _asked(query: AnyQuery, panel: Panel, exemplars: frozenset[str]) -> Json:
    match query:
        case Query():
            return _promql(query, panel, exemplars)
        case TraceQuery():
            return _traceql(query)
        case LogQuery():
            return {"expr": query.logql, "queryType": "range", "maxLines": query.limit}


def _promql(query: Query, panel: Panel, exemplars: frozenset[str]) -> Json:
    made: Json = {
        "editorMode": "code",
        "expr": query.expr,
        "legendFormat": query.legend or "__auto",
        "format": "table" if panel.kind == "table" else "time_series",
        "instant": query.instant,
        "range": not query.instant,
        "exemplar": panel.kind == "timeseries" and query.expr in exemplars,
    }
    # Grafana's rate interval follows the query's own least step, not the panel's.
    return made | ({"interval": panel.interval} if panel.interval else {})


def _traceql(query: TraceQuery) -> Json:
    made: Json = {"queryType": "traceql", "query": query.traceql, "limit": query.limit}
    if query.instant:
        return made | {"metricsQueryType": "instant"}
    if query.spans:
        return made | {"tableType": "spans", "spss": query.spans}
    return made | {"tableType": "traces"}
