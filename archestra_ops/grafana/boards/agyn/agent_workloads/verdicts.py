"""Do agents get their workloads?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.agent_workloads.starts import NOT_STARTED, STARTED
from archestra_ops.grafana.boards.agyn.kubernetes import OF_WORKLOADS, RUNNING, is_available

_OBJECTIVE = 0.01  # of the starts may fail: 99 %, the documentation's target
_FAILED = (
    f"(sum(increase({NOT_STARTED}[$__range])) or vector(0))"
    f" / (sum(increase({STARTED}[$__range])) > 0)"
)

VERDICTS = Row(
    title="Do agents get their workloads?",
    panels=(
        Panel(
            title="How many workloads run?",
            description=(
                "Running pods in the namespace of the workloads, by kube-state-metrics. A node of "
                "8 vCPU and 32 GiB carries 30 to 50 simple agents. None seen: there is no "
                "workload, or kube-state-metrics is not scraped."
            ),
            queries=(Query(expr=f"sum({RUNNING})", instant=True),),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            nothing="none seen",
        ),
        Panel(
            title="How many wait to start?",
            description=(
                "Pods of workloads that are Pending. A few are on their way; many that stay have "
                "no room, or no image: the row on containers says why."
            ),
            queries=(
                Query(
                    expr=f'sum(kube_pod_status_phase{{{OF_WORKLOADS},phase="Pending"}})',
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 3, "red": 20},
            nothing="none seen",
        ),
        Panel(
            title="How many starts fail?",
            description=(
                "Share of the workloads that did not start, over the chosen range. The objective "
                "is 1 %; from 5 % on look at the row on starts."
            ),
            queries=(Query(expr=_FAILED, instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no starts",
        ),
        Panel(
            title="How much of the error budget is left?",
            description=(
                "Of the failed starts that the objective (99 % of the workloads start) allows in "
                "the chosen range, what has not been used. Below 0 the objective is missed: choose "
                "30 days to see the month."
            ),
            queries=(Query(expr=f"1 - ({_FAILED}) / {_OBJECTIVE}", instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=0,
            width=4,
            height=4,
            steps={"red": None, "yellow": 0, "green": 0.25},
            nothing="no starts",
        ),
        Panel(
            title="How often did containers restart?",
            description=(
                "Restarts of the workloads' containers in the chosen range. An agent that crashes "
                "three times in a row counts as crashloop; the row on containers names it."
            ),
            queries=(
                Query(
                    expr=(
                        f"sum(increase(kube_pod_container_status_restarts_total{{{OF_WORKLOADS}}}"
                        "[$__range]))"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 3, "red": 30},
            nothing="none seen",
        ),
        is_available("k8s-runner", "the runner"),
    ),
)
