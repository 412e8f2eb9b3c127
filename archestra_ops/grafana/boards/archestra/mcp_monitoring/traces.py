"""Which tool calls failed or were slow, one by one?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.archestra.traces import SERVICE, trace_table, trace_view

TRACES = Row(
    title="Traces: which tool calls were slow or failed?",
    panels=(
        trace_table(
            "Which traces took long?",
            (
                "Traces with a call of the chosen agent, server and tool that took at least as "
                "long as is asked for above. A call that a policy blocked has status error and was "
                "never executed; its span says why."
            ),
            (
                f'{{ {SERVICE} && span.route.category = "mcp-gateway"'
                ' && span.gen_ai.agent.name =~ "${agent_name:regex}"'
                ' && span.mcp.server.name =~ "${mcp_server_name:regex}"'
                ' && span.gen_ai.tool.name =~ "${tool_name:regex}"'
                " && duration >= $min_duration }"
            ),
        ),
        trace_view(),
    ),
)
