"""Why did runs fail, one by one?"""

from archestra_ops.grafana.board import Column, Panel, Row, TraceQuery

# Each span is exported again as a root of its own, of no length and without status: what is left is
# its attributes. A message is there only where something failed.
_FAILED = 'resource.service.name = "astromesh" && span.error_message != nil'
_HIDDEN = tuple(
    Column(field=field, hidden=True)
    for field in ("traceIdHidden", "traceService", "traceName", "spanID", "duration")
)


def _table(title: str, description: str, traceql: str, columns: tuple[Column, ...]) -> Panel:
    return Panel(
        title=title,
        description=description,
        queries=(TraceQuery(traceql=traceql, limit=100, spans=1),),
        kind="table",
        unit="short",
        height=10,
        columns=(
            *_HIDDEN,
            Column(field="time", title="Start", width=180),
            *columns,
            Column(field="error_message", title="Why"),
        ),
        sort_by="Start",
    )


SPANS = Row(
    title="Spans: why did runs fail, one by one?",
    collapsed=True,
    panels=(
        _table(
            "Which runs failed, and why?",
            (
                "Runs of the chosen agents that ended with a message, the newest first. Spans in "
                "Tempo have lost their tree, their length and their status: the whole run is at "
                "`/v1/traces/?agent=NAME` of the runtime, as long as it keeps it."
            ),
            (
                f'{{ {_FAILED} && name = "agent.run" && span.agent =~ "${{agent:regex}}" }}'
                " | select(span.agent, span.session, span.error_message)"
            ),
            (Column(field="agent", title="Agent"), Column(field="session", title="Session")),
        ),
        _table(
            "Which calls and tools failed, and why?",
            (
                "Calls of models and tools of all agents that ended with a message, the newest "
                "first. A call that fails has no provider yet, as in the metrics over OTLP: its "
                "role and the message tell which it was."
            ),
            (
                f'{{ {_FAILED} && (name = "llm.complete" || name = "tool.call") }}'
                " | select(span.role, span.tool, span.error_message)"
            ),
            (Column(field="role", title="Role"), Column(field="tool", title="Tool")),
        ),
    ),
)
