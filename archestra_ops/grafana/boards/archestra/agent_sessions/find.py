"""Which session is it?"""

from archestra_ops.grafana.board import Column, Panel, Row, TraceQuery
from archestra_ops.grafana.boards.archestra.traces import SERVICE

# One span of a trace is enough to know its session; `limit` counts traces, so that a session with
# many steps takes no more rows than its traces.
_FOUND = (
    f"{{ {SERVICE} && span.gen_ai.conversation.id != nil"
    ' && (span.gen_ai.agent.name =~ "${agent_name:regex}"'
    ' || span.archestra.trigger.source =~ "knowledge:.*")'
    ' && span.route.category =~ "chat|a2a|chatops|email|llm-proxy|mcp-gateway" }'
    " | select(span.gen_ai.conversation.id, span.gen_ai.agent.name,"
    " span.archestra.user.email, span.archestra.trigger.source)"
)
_OF_USER = (
    f"{{ {SERVICE} && span.gen_ai.conversation.id != nil"
    " && span.archestra.user.email =~ ${user:doublequote}"
    ' && span.archestra.trigger.source =~ "${source:regex}" }'
    " | select(span.gen_ai.conversation.id, span.gen_ai.agent.name,"
    " span.archestra.user.email, span.archestra.trigger.source)"
)

_COLUMNS = (
    Column(field="gen_ai.conversation.id", title="Session", width=300, opens="session"),
    Column(field="gen_ai.agent.name (firstNotNull)", title="Agent"),
    Column(field="archestra.user.email (firstNotNull)", title="User"),
    Column(field="archestra.trigger.source (firstNotNull)", title="Source", width=170),
    Column(field="time (firstNotNull)", title="Seen at", width=170),
    Column(field="traceIdHidden (distinctCount)", title="Traces", width=90),
)
_BY_SESSION = {
    "id": "groupBy",
    "options": {
        "fields": {
            "gen_ai.conversation.id": {"operation": "groupby", "aggregations": []},
            "gen_ai.agent.name": {"operation": "aggregate", "aggregations": ["firstNotNull"]},
            "archestra.user.email": {"operation": "aggregate", "aggregations": ["firstNotNull"]},
            "archestra.trigger.source": {
                "operation": "aggregate",
                "aggregations": ["firstNotNull"],
            },
            "time": {"operation": "aggregate", "aggregations": ["firstNotNull"]},
            "traceIdHidden": {"operation": "aggregate", "aggregations": ["distinctCount"]},
        }
    },
}


def _sessions(title: str, description: str, traceql: str) -> Panel:
    return Panel(
        title=title,
        description=description,
        queries=(TraceQuery(traceql=traceql, limit=500, spans=1),),
        kind="table",
        unit="short",
        height=10,
        columns=_COLUMNS,
        transformations=(_BY_SESSION,),
        sort_by="Seen at",
    )


FIND = Row(
    title="Which session is it?",
    panels=(
        _sessions(
            "Which sessions did the chosen agents have?",
            (
                "Sessions among the last 500 traces of the chosen time, one row each however busy "
                "they were; the knowledge base's own calls are among them. Click on a session to "
                "see all of it below. Not there? Choose a shorter time around it."
            ),
            _FOUND,
        ),
        _sessions(
            "Which sessions did the user have?",
            (
                "The same by user and source: type a pattern of the e-mail address above. Calls "
                "without a signed-in user have none and are only in the table beside."
            ),
            _OF_USER,
        ),
    ),
)
