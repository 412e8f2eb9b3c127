"""What do orchestrator and runners say?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.logs import bad_lines

LOGS = Row(
    title="Logs: what do orchestrator and runners say?",
    collapsed=True,
    panels=(
        bad_lines(
            "What goes wrong with workloads?",
            "From the orchestrator, from Runners and from the runner in the cluster.",
            "agents-orchestrator",
            "runners",
            "k8s-runner",
        ),
    ),
)
