"""Are the MCP servers reached?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, mean, per_second

_CONNECT = "ai_gateway_agent_mcp_connect_latency_ms"


def _named(series: str) -> str:
    """*series* with a name for the servers that are given by their URL."""
    return f'label_replace({series}, "integration_fqn", "by URL", "integration_fqn", "")'


MCP = Row(
    title="MCP servers: are they reached?",
    panels=(
        Panel(
            title="How long does it take to reach each MCP server?",
            description=(
                "Mean time to connect and to list the tools, by integration; `by URL` are servers "
                "without one. A server that leaves its usual line is overloaded, or starts anew "
                "for each connection. Models and tools do not apply in this row."
            ),
            queries=(
                Query(expr=_named(mean(_CONNECT, "integration_fqn")), legend="{{integration_fqn}}"),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 1000, "red": 2000},
            show_steps=True,
            nothing="no servers",
        ),
        Panel(
            title="Which MCP servers are connected to?",
            description=(
                "Connections per minute by integration; `by URL` are servers without one. One that "
                "drops to 0 while agents go on was taken from them, or is not reached: a failed "
                "connection may not be timed."
            ),
            queries=(
                Query(
                    expr=_named(f"60 * {per_second(f'{_CONNECT}_count', 'integration_fqn')}"),
                    legend="{{integration_fqn}}",
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            stack=True,
            nothing="no servers",
        ),
        Panel(
            title="Which tenant waits for MCP servers?",
            description=(
                "Mean time to connect and to list the tools, by tenant. One alone has slower "
                "servers of its own; all together: the gateway's way to them."
            ),
            queries=(Query(expr=mean(_CONNECT, "tenant_name"), legend="{{tenant_name}}"),),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no servers",
        ),
    ),
)
