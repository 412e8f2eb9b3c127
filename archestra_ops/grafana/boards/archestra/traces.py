"""What the boards have in common where they ask for traces."""

from __future__ import annotations

from archestra_ops.grafana.board import Column, Panel, TextVariable, TraceQuery

# Both names that the platform has had; the sandbox's spans have a service of their own.
SERVICE = 'resource.service.name =~ "Archestra|Archestra Platform API"'

# A click in a table of traces sets this, and the view beside the table shows that trace.
TRACE = TextVariable(
    name="trace", label="Trace", help="A trace's id: typed, or set by a click in the table."
)
MIN_DURATION = TextVariable(
    name="min_duration",
    label="At least",
    help="Traces that took this long, as in 500ms or 2s.",
    default="0s",
)
MIN_COST = TextVariable(
    name="min_cost",
    label="or US dollars",
    help="Traces with a call that cost this much, as in 0.05.",
    default="1",
)

COLUMNS = (
    Column(field="traceID", title="Trace", width=150, opens="trace"),
    Column(field="startTime", title="Start", width=170),
    Column(field="traceService", hidden=True),
    Column(field="traceName", title="What"),
    Column(field="traceDuration", title="Duration", unit="ms", width=110),
)


def trace_table(title: str, description: str, traceql: str) -> Panel:
    """The traces that *traceql* finds, the slowest first; one click shows one."""
    return Panel(
        title=title,
        description=description,
        queries=(TraceQuery(traceql=traceql, limit=100),),
        kind="table",
        unit="short",
        height=16,
        columns=COLUMNS,
        sort_by="Duration",
    )


def trace_view() -> Panel:
    """The trace that was clicked on."""
    return Panel(
        title="What happened in the trace that was clicked on?",
        description=(
            "The spans of one trace: the turn of an agent on top, its LLM and tool calls below. "
            "Click on a trace in the table, or type its id above."
        ),
        queries=(TraceQuery(traceql="${trace}"),),
        kind="traces",
        unit="short",
        height=16,
    )
