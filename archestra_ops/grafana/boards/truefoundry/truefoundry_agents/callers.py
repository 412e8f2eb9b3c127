"""Who asks agents, and whose agents call tools?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import AGENT_TIMED, STEP, busiest

CALLERS = Row(
    title="Callers: who asks agents, and whose agents call tools?",
    collapsed=True,
    panels=tuple(
        Panel(
            title=title,
            description=description,
            queries=(Query(expr=f"60 * ({busiest(counter, 'username')})", legend="{{username}}"),),
            unit="cpm",
            interval=STEP,
            minimum=0,
            nothing="none",
        )
        for title, description, counter in (
            (
                "Who asks agents?",
                (
                    "Agent requests per minute of the ten busiest users of the chosen range. One "
                    "that climbs alone is often an application in a loop."
                ),
                AGENT_TIMED,
            ),
            (
                "Whose agents call tools?",
                (
                    "Tool calls per minute of the ten users whose agents call most. Many calls of "
                    "few requests are agents that try again and again. Models do not apply."
                ),
                "ai_gateway_agent_tool_calls_total",
            ),
        )
    ),
)
