"""Do the services run?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row
from archestra_ops.grafana.boards.agyn import kubernetes
from archestra_ops.grafana.boards.agyn.jobs import UP

SERVICES = Row(
    title="Services: do they run?",
    panels=(
        Panel(
            title="When were replicas missing?",
            description=(
                "Available replicas of each service, of those that it is to have, by "
                "kube-state-metrics. Yellow: some are missing, as during a rollout. Red: none is "
                "left."
            ),
            queries=(
                Query(
                    expr=(
                        "min by (deployment) "
                        f"({kubernetes.replicas_available(kubernetes.SERVICES)})"
                    ),
                    legend="{{deployment}}",
                ),
            ),
            kind="state-timeline",
            unit="percentunit",
            decimals=0,
            height=9,
            steps={"red": None, "yellow": 0.01, "green": 1},
        ),
        Panel(
            title="When was each target up?",
            description=(
                "One line for each target of the platform's jobs, chosen or not: those that have "
                "metrics, and those that are called as our alerts expect. Red: the scrape failed. "
                "No line of a service means that it is not scraped: its ServiceMonitor is off by "
                "default, and the port `grpc` of most services answers no scrape."
            ),
            queries=(Query(expr=f"max by (job, instance) ({UP})", legend="{{job}} {{instance}}"),),
            kind="state-timeline",
            unit="none",
            height=9,
            steps={"red": None, "green": 1},
            words={"1": Mapped(text="up", color="green"), "0": Mapped(text="down", color="red")},
        ),
    ),
)
