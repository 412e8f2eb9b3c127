"""Do agents get their work done, and do the tools and servers that they call answer?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.truefoundry.choices import choices
from archestra_ops.grafana.boards.truefoundry.series import AGENT_TIMED
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.agents import AGENTS
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.callers import CALLERS
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.mcp import MCP
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.model_calls import MODEL_CALLS
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.tools import TOOLS
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.tools_detail import TOOLS_DETAIL
from archestra_ops.grafana.boards.truefoundry.truefoundry_agents.verdicts import VERDICTS

TRUEFOUNDRY_AGENTS = Board(
    slug="truefoundry-agents",
    title="Agents and MCP",
    description=(
        "Do agents get their work done, and do the tools and servers that they call answer?"
    ),
    platform="truefoundry",
    tags=("truefoundry", "agents", "mcp"),
    rows=(VERDICTS, AGENTS, TOOLS, MCP, MODEL_CALLS, TOOLS_DETAIL, CALLERS),
    variables=(
        *choices(AGENT_TIMED, tenant_name="Tenant", username="User", model_name="Model"),
        *choices("ai_gateway_agent_tool_calls_total", tool_name="Tool"),
    ),
)
