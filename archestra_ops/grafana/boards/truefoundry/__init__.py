"""TrueFoundry's boards, in the order of their links."""

from archestra_ops.grafana.boards.truefoundry.truefoundry_agents import TRUEFOUNDRY_AGENTS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway import TRUEFOUNDRY_GATEWAY

BOARDS = (TRUEFOUNDRY_GATEWAY, TRUEFOUNDRY_AGENTS)
