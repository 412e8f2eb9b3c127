"""What the boards have in common where they ask Tempo: the platform's own traces, by service."""

from __future__ import annotations

from archestra_ops.grafana.board import Column, Panel, TextVariable, TraceQuery

# A click in a table of traces sets this, and the view beside the table shows that trace.
TRACE = TextVariable(
    name="trace", label="Trace", help="A trace's id: typed, or set by a click in the table."
)
MIN_DURATION = TextVariable(
    name="min_duration",
    label="At least",
    help="Traces that took this long, as in 500ms or 2s.",
    default="500ms",
)
_COLUMNS = (
    Column(field="traceID", title="Trace", width=150, opens="trace"),
    Column(field="startTime", title="Start", width=170),
    Column(field="traceService", title="Began in", width=150),
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
        height=14,
        columns=_COLUMNS,
        sort_by="Duration",
    )


def trace_view() -> Panel:
    """The trace that was clicked on."""
    return Panel(
        title="What happened in the trace that was clicked on?",
        description=(
            "The spans of one trace, from the service that was called first to the last one. "
            "Click on a trace in the table, or type its id above."
        ),
        queries=(TraceQuery(traceql="${trace}"),),
        kind="traces",
        unit="short",
        height=14,
    )


def slow_calls(title: str, service: str) -> Panel:
    """Which spans of *service* are slow, by name."""
    return Panel(
        title=title,
        description=(
            f"95th percentile of the spans of `{service}` by their name, over the chosen time. "
            "The slowest kind of call is where to begin. Needs Tempo 2.7 or newer with TraceQL "
            "metrics switched on."
        ),
        queries=(
            TraceQuery(
                traceql=(
                    f'{{ resource.service.name = "{service}" }}'
                    " | quantile_over_time(duration, 0.95) by (name)"
                ),
                instant=True,
            ),
        ),
        kind="table",
        unit="s",
        columns=(Column(field="name", title="Span"),),
        sort_by="Value",
    )
