"""Do the platform's services run, and do they answer?"""

from archestra_ops.grafana.board import Board, TextVariable
from archestra_ops.grafana.boards.agyn.platform_overview.capacity import CAPACITY
from archestra_ops.grafana.boards.agyn.platform_overview.gateway import GATEWAY
from archestra_ops.grafana.boards.agyn.platform_overview.logs import LOGS
from archestra_ops.grafana.boards.agyn.platform_overview.notifications import NOTIFICATIONS
from archestra_ops.grafana.boards.agyn.platform_overview.openziti import OPENZITI
from archestra_ops.grafana.boards.agyn.platform_overview.orchestrator import ORCHESTRATOR
from archestra_ops.grafana.boards.agyn.platform_overview.requests import REQUESTS
from archestra_ops.grafana.boards.agyn.platform_overview.services import SERVICES
from archestra_ops.grafana.boards.agyn.platform_overview.traces import TRACES
from archestra_ops.grafana.boards.agyn.platform_overview.verdicts import VERDICTS
from archestra_ops.grafana.boards.agyn.traces import MIN_DURATION, TRACE

PLATFORM_OVERVIEW = Board(
    slug="agyn-platform-overview",
    title="Platform Overview",
    description="Do the platform's services run, do they answer, what runs out next?",
    platform="agyn",
    tags=("agyn", "overview"),
    rows=(
        VERDICTS,
        GATEWAY,
        REQUESTS,
        SERVICES,
        ORCHESTRATOR,
        NOTIFICATIONS,
        OPENZITI,
        CAPACITY,
        LOGS,
        TRACES,
    ),
    variables=(
        TextVariable(
            name="service",
            label="Traces of",
            help="The `service.name` of a service, such as gateway or agents-orchestrator.",
            default="gateway",
        ),
        MIN_DURATION,
        TRACE,
    ),
)
