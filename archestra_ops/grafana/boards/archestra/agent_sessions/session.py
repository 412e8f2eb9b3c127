"""What did the session come to?"""

from archestra_ops.grafana.board import Column, Panel, Row, TraceQuery

_SPANS = "{ span.gen_ai.conversation.id = ${session:doublequote}"
_SELECT = (
    " | select(span.archestra.cost, span.gen_ai.usage.total_tokens, span.gen_ai.agent.name,"
    " span.gen_ai.request.model)"
)

SESSION = Row(
    title="The session: what did it come to?",
    panels=(
        Panel(
            title="What did its models cost?",
            description=(
                "US dollars, tokens and calls of the session by model, at list price. A span's "
                "tokens include cached ones, unlike the metrics'. Empty: choose a session above."
            ),
            queries=(
                TraceQuery(
                    traceql=f'{_SPANS} && span.route.category = "llm-proxy" }}{_SELECT}',
                    limit=500,
                    spans=100,
                ),
            ),
            kind="table",
            unit="short",
            height=7,
            columns=(
                Column(field="gen_ai.request.model", title="Model"),
                Column(field="archestra.cost (sum)", title="Cost", unit="currencyUSD"),
                Column(field="gen_ai.usage.total_tokens (sum)", title="Tokens", unit="short"),
                Column(field="spanID (count)", title="Calls"),
                Column(field="duration (sum)", title="Time", unit="ns"),
            ),
            transformations=(
                {
                    "id": "groupBy",
                    "options": {
                        "fields": {
                            "gen_ai.request.model": {"operation": "groupby", "aggregations": []},
                            "archestra.cost": {"operation": "aggregate", "aggregations": ["sum"]},
                            "gen_ai.usage.total_tokens": {
                                "operation": "aggregate",
                                "aggregations": ["sum"],
                            },
                            "spanID": {"operation": "aggregate", "aggregations": ["count"]},
                            "duration": {"operation": "aggregate", "aggregations": ["sum"]},
                        }
                    },
                },
            ),
            sort_by="Cost",
        ),
        Panel(
            title="Which tools did it call?",
            description=(
                "Calls of the session by tool, how long they took together, and how many of them a "
                "policy blocked: those have a reason and were never executed."
            ),
            queries=(
                TraceQuery(
                    traceql=(
                        f'{_SPANS} && span.route.category = "mcp-gateway" }}'
                        " | select(span.gen_ai.tool.name, span.mcp.blocked_reason)"
                    ),
                    limit=500,
                    spans=100,
                ),
            ),
            kind="table",
            unit="short",
            height=7,
            columns=(
                Column(field="gen_ai.tool.name", title="Tool"),
                Column(field="spanID (count)", title="Calls"),
                Column(field="mcp.blocked_reason (count)", title="Blocked"),
                Column(field="duration (sum)", title="Time", unit="ns"),
            ),
            transformations=(
                {
                    "id": "groupBy",
                    "options": {
                        "fields": {
                            "gen_ai.tool.name": {"operation": "groupby", "aggregations": []},
                            "spanID": {"operation": "aggregate", "aggregations": ["count"]},
                            "mcp.blocked_reason": {
                                "operation": "aggregate",
                                "aggregations": ["count"],
                            },
                            "duration": {"operation": "aggregate", "aggregations": ["sum"]},
                        }
                    },
                },
            ),
            sort_by="Calls",
        ),
    ),
)
