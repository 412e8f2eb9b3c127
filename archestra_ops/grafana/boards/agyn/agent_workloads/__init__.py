"""Do the agents' workloads start and run, and is there room for them?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.agyn.agent_workloads.capacity import CAPACITY
from archestra_ops.grafana.boards.agyn.agent_workloads.concurrency import CONCURRENCY
from archestra_ops.grafana.boards.agyn.agent_workloads.containers import CONTAINERS
from archestra_ops.grafana.boards.agyn.agent_workloads.logs import LOGS
from archestra_ops.grafana.boards.agyn.agent_workloads.starts import FAILURES, STARTS
from archestra_ops.grafana.boards.agyn.agent_workloads.traces import TRACES
from archestra_ops.grafana.boards.agyn.agent_workloads.verdicts import VERDICTS
from archestra_ops.grafana.boards.agyn.kubernetes import WORKLOAD_NAMESPACE
from archestra_ops.grafana.boards.agyn.traces import MIN_DURATION, TRACE

AGENT_WORKLOADS = Board(
    slug="agyn-agent-workloads",
    title="Agent Workloads",
    description="Do the agents' workloads start and run, and is there room for them?",
    platform="agyn",
    tags=("agyn", "workloads"),
    rows=(VERDICTS, CONCURRENCY, STARTS, CONTAINERS, CAPACITY, LOGS, TRACES),
    variables=(WORKLOAD_NAMESPACE, MIN_DURATION, TRACE),
    found_by=(FAILURES,),  # the documentation has no count of starts, which finds Runners else
)
