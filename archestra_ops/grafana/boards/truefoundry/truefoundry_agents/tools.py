"""Do tools answer, and how fast?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, busiest, mean, per_second

_CALLS = "ai_gateway_agent_tool_calls_total"
_LATENCY = "ai_gateway_agent_tool_latency_ms"

TOOLS = Row(
    title="Tools: do they answer, and how fast?",
    panels=(
        Panel(
            title="Which tools are called?",
            description=(
                "Tool calls per minute of the ten busiest tools of the chosen range. One that "
                "climbs steeply alone is often an agent in a loop. Models do not apply in this row."
            ),
            queries=(Query(expr=f"60 * ({busiest(_CALLS, 'tool_name')})", legend="{{tool_name}}"),),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="How do tool calls end?",
            description=(
                "Tool calls per minute by status. The values are the gateway's and are not "
                "published: one that grows alone, and is not the usual one, is what to look into."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(f'{_LATENCY}_count', 'status')}", legend="{{status}}"
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="How long does each tool take?",
            description=(
                "Mean time of a call, by tool, of the ten busiest of the chosen range. A tool that "
                "leaves its usual line has a slow server behind it, or was asked for more."
            ),
            queries=(
                Query(
                    expr=(
                        f"({mean(_LATENCY, 'tool_name')}) and on (tool_name) topk(10, sum by "
                        f"(tool_name) (increase({_LATENCY}_count[$__range] @ end())))"
                    ),
                    legend="{{tool_name}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 5000, "red": 10000},
            show_steps=True,
            nothing="no calls",
        ),
    ),
)
