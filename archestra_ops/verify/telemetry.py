"""Panels of traces and logs: judged by what the packs know of spans, as no server can be asked."""

from __future__ import annotations

from archestra_ops.findings import Case
from archestra_ops.grafana.queries import TelemetryQuery
from archestra_ops.grafana.telemetry_query import logql, traceql
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.report import case


def cases(sheet: Sheet) -> list[Case]:
    """A case for each panel of *sheet* that asks for traces or logs."""
    return [case(sheet.title, query.panel, judge(query, sheet)) for query in sheet.traces_and_logs]


def judge(query: TelemetryQuery, sheet: Sheet) -> Outcome:
    """The first thing wrong with *query* by the platform's pack."""
    telemetry = sheet.platform.telemetry
    if telemetry is None:
        return Outcome(
            Status.ERROR, f"the pack of {sheet.platform.title} knows nothing of traces and logs"
        )
    find = traceql if query.source == "tempo" else logql
    for wrong in find(query.text, telemetry, sheet.typed):
        return Outcome(Status.ERROR, wrong.message, wrong.hint)
    return FINE
