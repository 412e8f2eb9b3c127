"""How many workloads are there, and where?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.agent_workloads.starts import STARTED
from archestra_ops.grafana.boards.agyn.kubernetes import OF_WORKLOADS, RUNNING

CONCURRENCY = Row(
    title="Concurrency: how many workloads are there, and where?",
    panels=(
        Panel(
            title="In which phase are the workloads?",
            description=(
                "Pods in the namespace of the workloads by phase, by kube-state-metrics. Pending "
                "that grows with Running flat is a cluster that is full; Failed that grows is the "
                "row on starts."
            ),
            queries=(
                Query(
                    expr=f"sum by (phase) (kube_pod_status_phase{{{OF_WORKLOADS}}})",
                    legend="{{phase}}",
                ),
            ),
            unit="short",
            width=8,
            decimals=0,
            minimum=0,
            stack=True,
            colors={
                "Running": "green",
                "Pending": "yellow",
                "Failed": "red",
                "Succeeded": "blue",
                "Unknown": "purple",
            },
        ),
        Panel(
            title="On which node do workloads run?",
            description=(
                "Running workloads by node. The nodes of a runner should share them; one that has "
                "them all has the only room, or the only image."
            ),
            queries=(
                Query(
                    expr=(
                        f"count by (node) (kube_pod_info{{{OF_WORKLOADS}}}"
                        f" and on (namespace, pod) {RUNNING} == 1)"
                    ),
                    legend="{{node}}",
                ),
            ),
            unit="short",
            width=8,
            decimals=0,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="How many workloads are started?",
            description=(
                "Starts a minute by runner. A runner that gets none while others do has left, or "
                "is full. The label `runner` is proposed: without it there is one line for all."
            ),
            queries=(
                Query(
                    expr=f"60 * sum by (runner) (rate({STARTED}[$__rate_interval]))",
                    legend="{{runner}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            interval="1m",
        ),
    ),
)
