"""agyn's boards, in the order of their links."""

from archestra_ops.grafana.boards.agyn.agent_workloads import AGENT_WORKLOADS
from archestra_ops.grafana.boards.agyn.llm_usage import LLM_USAGE
from archestra_ops.grafana.boards.agyn.openfga import OPENFGA
from archestra_ops.grafana.boards.agyn.platform_overview import PLATFORM_OVERVIEW
from archestra_ops.grafana.boards.agyn.tracing_throughput import TRACING_THROUGHPUT

BOARDS = (
    PLATFORM_OVERVIEW,
    AGENT_WORKLOADS,
    LLM_USAGE,
    TRACING_THROUGHPUT,
    OPENFGA,
)
