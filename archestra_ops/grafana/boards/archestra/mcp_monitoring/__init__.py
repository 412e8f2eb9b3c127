"""Do the tools that agents call answer, how fast, and are their servers up?"""

from archestra_ops.grafana.board import Board, Variable
from archestra_ops.grafana.boards.archestra.mcp_monitoring.agents import AGENTS
from archestra_ops.grafana.boards.archestra.mcp_monitoring.calls import CALLS
from archestra_ops.grafana.boards.archestra.mcp_monitoring.deployments import DEPLOYMENTS
from archestra_ops.grafana.boards.archestra.mcp_monitoring.deployments_detail import (
    DEPLOYMENTS_DETAIL,
)
from archestra_ops.grafana.boards.archestra.mcp_monitoring.duration import DURATION
from archestra_ops.grafana.boards.archestra.mcp_monitoring.duration_detail import DURATION_DETAIL
from archestra_ops.grafana.boards.archestra.mcp_monitoring.errors import ERRORS
from archestra_ops.grafana.boards.archestra.mcp_monitoring.errors_detail import ERRORS_DETAIL
from archestra_ops.grafana.boards.archestra.mcp_monitoring.payloads import PAYLOADS
from archestra_ops.grafana.boards.archestra.mcp_monitoring.ranking import RANKING
from archestra_ops.grafana.boards.archestra.mcp_monitoring.traces import TRACES
from archestra_ops.grafana.boards.archestra.mcp_monitoring.verdicts import VERDICTS
from archestra_ops.grafana.boards.archestra.traces import MIN_DURATION, TRACE

_AGENT = 'agent_name=~"$agent_name"'
_SERVER = 'mcp_server_name=~"$mcp_server_name"'

MCP_MONITORING = Board(
    slug="mcp-monitoring",
    title="MCP Monitoring",
    description="Do the tools that agents call answer, how fast, and are their servers up?",
    platform="archestra",
    tags=("archestra", "mcp"),
    variables=(
        Variable(
            name="agent_name",
            label="Agent",
            query="label_values(mcp_tool_calls_total, agent_name)",
            any_value=".*",
            filters="agent_name",
        ),
        Variable(
            name="mcp_server_name",
            label="MCP server",
            query=f"label_values(mcp_tool_calls_total{{{_AGENT}}}, mcp_server_name)",
            any_value=".*",
            filters="mcp_server_name",
        ),
        Variable(
            name="tool_name",
            label="Tool",
            query=f"label_values(mcp_tool_calls_total{{{_AGENT},{_SERVER}}}, tool_name)",
            any_value=".*",
            filters="tool_name",
        ),
        MIN_DURATION,
        TRACE,
    ),
    rows=(
        VERDICTS,
        CALLS,
        ERRORS,
        DURATION,
        RANKING,
        DEPLOYMENTS,
        TRACES,
        ERRORS_DETAIL,
        DURATION_DETAIL,
        PAYLOADS,
        AGENTS,
        DEPLOYMENTS_DETAIL,
    ),
)
