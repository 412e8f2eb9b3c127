"""Is there room for more workloads?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.kubernetes import OF_WORKLOADS, RUNNING

_PODS_ASK = "kube_pod_container_resource_requests"
_NODES_HAVE = "kube_node_status_allocatable"
_WEEK = 7 * 86_400
# A pod that has ended keeps its requests for as long as it exists, and takes no room any more.
_ALIVE = 'and on (namespace, pod) kube_pod_status_phase{phase=~"Pending|Running"} == 1'


def _asked(resource: str) -> str:
    """What all workloads that have not ended ask for together."""
    return f'sum({_PODS_ASK}{{{OF_WORKLOADS},resource="{resource}"}} {_ALIVE})'


def _share(resource: str) -> str:
    """The share of what the nodes have that all pods on them ask for, by node."""
    asked = f'sum by (node) ({_PODS_ASK}{{resource="{resource}"}} {_ALIVE})'
    return f'{asked} / (max by (node) ({_NODES_HAVE}{{resource="{resource}"}}) > 0)'


CAPACITY = Row(
    title="Capacity: is there room for more?",
    collapsed=True,
    panels=(
        Panel(
            title="How many workloads are there in a week?",
            description=(
                "Running workloads, and what they come to in a week if the last two days are the "
                "rule. Add a node of 8 vCPU and 32 GiB for every 30 to 50 simple agents, before "
                "they come."
            ),
            queries=(
                Query(expr=f"sum({RUNNING})", legend="now"),
                Query(
                    expr=f"clamp_min(predict_linear(sum({RUNNING})[2d:30m], {_WEEK}), 0)",
                    legend="in a week",
                ),
            ),
            unit="short",
            width=24,
            decimals=0,
            minimum=0,
            time_from="7d",
            interval="30m",
        ),
        Panel(
            title="How much of the processors is asked for?",
            description=(
                "Cores that the pods of a node ask for, of those it has. At 100 % the next "
                "workload goes elsewhere, or stays Pending."
            ),
            queries=(Query(expr=_share("cpu"), legend="{{node}}"),),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.8, "red": 0.95},
            show_steps=True,
        ),
        Panel(
            title="How much of the memory is asked for?",
            description=(
                "Memory that the pods of a node ask for, of what it has. At 100 % the next "
                "workload goes elsewhere, or stays Pending."
            ),
            queries=(Query(expr=_share("memory"), legend="{{node}}"),),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.8, "red": 0.95},
            show_steps=True,
        ),
        Panel(
            title="What do the workloads ask for?",
            description=(
                "Cores that running and waiting workloads ask for together. Divided by the "
                "workloads it is what one more costs."
            ),
            queries=(Query(expr=_asked("cpu"), legend="cores"),),
            unit="short",
            minimum=0,
        ),
        Panel(
            title="How much memory do the workloads ask for?",
            description=(
                "Bytes that running and waiting workloads ask for together. Containers that are "
                "OOMKilled ask for too little."
            ),
            queries=(Query(expr=_asked("memory"), legend="memory"),),
            unit="bytes",
            minimum=0,
        ),
    ),
)
