"""Do models and tools answer, and what is spent?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.astromesh.names import CALLS as NAMES
from archestra_ops.grafana.boards.astromesh.names import choice
from archestra_ops.grafana.boards.astromesh.providers_cost.calls import CALLS
from archestra_ops.grafana.boards.astromesh.providers_cost.cost import COST
from archestra_ops.grafana.boards.astromesh.providers_cost.cost_detail import COST_DETAIL
from archestra_ops.grafana.boards.astromesh.providers_cost.egress import EGRESS
from archestra_ops.grafana.boards.astromesh.providers_cost.latency import LATENCY
from archestra_ops.grafana.boards.astromesh.providers_cost.tools import TOOLS
from archestra_ops.grafana.boards.astromesh.providers_cost.verdicts import VERDICTS

PROVIDERS_COST = Board(
    slug="astromesh-providers-cost",
    title="Astromesh Providers and Cost",
    description="Do models and tools answer, and what is spent?",
    platform="astromesh",
    tags=("astromesh", "cost"),
    variables=(
        choice("agent", "Agent", "astromesh_agent_runs_total", "agent"),
        *(choice("provider", "Provider", calls, "provider") for calls in NAMES),
        *(choice("model", "Model", calls, "model") for calls in NAMES),
    ),
    rows=(VERDICTS, CALLS, LATENCY, COST, TOOLS, COST_DETAIL, EGRESS),
)
