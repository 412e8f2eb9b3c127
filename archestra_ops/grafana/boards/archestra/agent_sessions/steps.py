"""What happened in the session, in order?"""

from archestra_ops.grafana.board import Column, LogQuery, Panel, Row, TraceQuery
from archestra_ops.grafana.boards.archestra.traces import trace_view

_SESSION = "{ span.gen_ai.conversation.id = ${session:doublequote}"
_COLUMNS = (
    Column(field="traceIdHidden", title="Trace", width=150, opens="trace"),
    Column(field="traceService", hidden=True),
    Column(field="traceName", hidden=True),
    Column(field="spanID", hidden=True),
    Column(field="time", title="Start", width=180),
    Column(field="name", title="Step"),
    Column(field="gen_ai.agent.name", title="Agent"),
    Column(field="gen_ai.request.model", title="Model"),
    Column(field="gen_ai.tool.name", title="Tool"),
    Column(field="archestra.cost", title="Cost", unit="currencyUSD", width=90),
    Column(field="gen_ai.usage.total_tokens", title="Tokens", width=90),
    Column(field="status", title="Status", width=80),
    Column(field="error.type", title="Error"),
    Column(field="mcp.blocked_reason", title="Blocked because"),
    Column(field="duration", title="Duration", unit="ns", width=100),
)


def _steps(title: str, description: str, traceql: str, width: int) -> Panel:
    return Panel(
        title=title,
        description=description,
        queries=(TraceQuery(traceql=traceql, limit=500, spans=100),),
        kind="table",
        unit="short",
        width=width,
        height=10,
        columns=_COLUMNS,
        sort_by="Start",
    )


STEPS = Row(
    title="Steps: what happened in the session, in order?",
    panels=(
        _steps(
            "What did it do, in order?",
            (
                "Turns of agents, LLM calls, tool calls and shortened conversations of the "
                "session, the newest first. Click on a trace to see it below."
            ),
            (
                f"{_SESSION} }} | select(status, span.gen_ai.agent.name,"
                " span.gen_ai.request.model, span.gen_ai.tool.name, span.archestra.cost,"
                " span.gen_ai.usage.total_tokens, span.error.type, span.mcp.blocked_reason)"
            ),
            24,
        ),
        _steps(
            "What went wrong in it?",
            (
                "Steps with status error: failed calls, and tool calls that a policy blocked, "
                "which have a reason."
            ),
            (
                f"{_SESSION} && status = error }} | select(status, span.gen_ai.agent.name,"
                " span.gen_ai.request.model, span.gen_ai.tool.name, span.error.type,"
                " span.mcp.blocked_reason)"
            ),
            12,
        ),
        _steps(
            "What ran in the code sandbox?",
            (
                "Commands of the session in the sandbox, which is a service of its own below the "
                "tool call that started it."
            ),
            (f'{_SESSION} }} >> {{ resource.service.name = "archestra-sandbox-rs" }}'),
            12,
        ),
        trace_view(),
        Panel(
            title="What did it log?",
            description=(
                "Log records of the session, the oldest first; each has the trace it belongs to. "
                "None: the platform sends logs only where an OTLP endpoint is configured."
            ),
            queries=(
                LogQuery(
                    logql='{service_name=~"Archestra.*"} | session_id = ${session:doublequote}'
                ),
            ),
            kind="logs",
            unit="short",
            height=16,
        ),
    ),
)
