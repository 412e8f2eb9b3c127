"""Are requests to models answered, how fast, for whom, at what cost, and by which rules?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.truefoundry.choices import choices
from archestra_ops.grafana.boards.truefoundry.series import TIMED
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.budgets import BUDGETS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.configuration import CONFIGURATION
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.cost import COST
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.guardrails import GUARDRAILS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.models import MODELS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.rate_limits import RATE_LIMITS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.requests import REQUESTS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.routing import ROUTING
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.scrape import SCRAPE
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.spans import SPANS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.speed import SPEED
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.tenants import TENANTS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.users import USERS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.verdicts import VERDICTS

TRUEFOUNDRY_GATEWAY = Board(
    slug="truefoundry-gateway",
    title="AI Gateway",
    description=(
        "Are requests to models answered, how fast, for whom, at what cost, and by which rules?"
    ),
    platform="truefoundry",
    tags=("truefoundry", "genai"),
    rows=(
        VERDICTS,
        REQUESTS,
        SPEED,
        COST,
        USERS,
        MODELS,
        TENANTS,
        RATE_LIMITS,
        BUDGETS,
        ROUTING,
        GUARDRAILS,
        CONFIGURATION,
        SPANS,
        SCRAPE,
    ),
    variables=choices(TIMED, tenant_name="Tenant", username="User", model_name="Model"),
)
