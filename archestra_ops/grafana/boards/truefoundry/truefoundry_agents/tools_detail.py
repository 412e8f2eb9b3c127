"""Which tools stand out?"""

from archestra_ops.grafana.board import Column, Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import mean, total

_CALLS = "ai_gateway_agent_tool_calls_total"
_LATENCY = "ai_gateway_agent_tool_latency_ms"
_BY = "tool_name, integration_fqn"
_LEGEND = "{{tool_name}} {{integration_fqn}}"

TOOLS_DETAIL = Row(
    title="Tools in depth: which stand out?",
    collapsed=True,
    panels=(
        Panel(
            title="Which tools are slowest?",
            description=(
                "Mean time of the ten slowest tools over the chosen range. A slow tool that is "
                "rarely called costs little: the table has how often."
            ),
            queries=(
                Query(
                    expr=f"topk(10, {mean(_LATENCY, 'tool_name', '$__range')})",
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="ms",
            minimum=0,
            steps={"green": None, "yellow": 5000, "red": 10000},
            nothing="no calls",
        ),
        Panel(
            title="How does each tool end?",
            description=(
                "Calls in the chosen range by tool and status, the twenty most frequent. A status "
                "that stands next to one tool alone is that tool's trouble; next to all, its "
                "server's or the gateway's."
            ),
            queries=(
                Query(
                    expr=f"topk(20, {total(f'{_LATENCY}_count', 'tool_name, status')})",
                    legend="{{tool_name}}: {{status}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="What did each tool do?",
            description=(
                "Over the chosen range by tool and MCP integration, the busiest first. What is "
                "called often and slow is worth the most work."
            ),
            queries=(
                Query(expr=total(_CALLS, _BY), legend=_LEGEND, instant=True),
                Query(expr=mean(_LATENCY, _BY, "$__range"), legend=_LEGEND, instant=True),
            ),
            kind="table",
            unit="short",
            width=24,
            height=10,
            transformations=({"id": "merge", "options": {}},),
            columns=(
                Column(field="Time", hidden=True),
                Column(field="tool_name", title="Tool"),
                Column(field="integration_fqn", title="Integration"),
                Column(field="Value #A", title="Calls", unit="short"),
                Column(field="Value #B", title="Mean time", unit="ms"),
            ),
            sort_by="Calls",
            nothing="no calls",
        ),
    ),
)
