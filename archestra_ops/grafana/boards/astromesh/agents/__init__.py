"""Do agents finish their runs, how long do they take, and what do they use?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.astromesh.agents.errors import ERRORS
from archestra_ops.grafana.boards.astromesh.agents.latency import LATENCY
from archestra_ops.grafana.boards.astromesh.agents.runs import RUNS
from archestra_ops.grafana.boards.astromesh.agents.scrape import SCRAPE
from archestra_ops.grafana.boards.astromesh.agents.spans import SPANS
from archestra_ops.grafana.boards.astromesh.agents.tokens import TOKENS
from archestra_ops.grafana.boards.astromesh.agents.verdicts import VERDICTS
from archestra_ops.grafana.boards.astromesh.names import AGENTS as LABELS
from archestra_ops.grafana.boards.astromesh.names import choice

AGENTS = Board(
    slug="astromesh-agents",
    title="Astromesh Agents",
    description="Do agents finish their runs, how long do they take, and what do they use?",
    platform="astromesh",
    tags=("astromesh", "agents"),
    variables=tuple(
        choice("agent", "Agent", "astromesh_agent_runs_total", label) for label in LABELS
    ),
    rows=(VERDICTS, RUNS, ERRORS, LATENCY, TOKENS, SPANS, SCRAPE),
)
