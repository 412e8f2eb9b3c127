"""Astromesh's boards, in the order of their links."""

from archestra_ops.grafana.boards.astromesh.agents import AGENTS
from archestra_ops.grafana.boards.astromesh.providers_cost import PROVIDERS_COST

BOARDS = (AGENTS, PROVIDERS_COST)
