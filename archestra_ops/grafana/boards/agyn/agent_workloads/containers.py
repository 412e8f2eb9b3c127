"""Why do containers wait, end, or stay?"""

from archestra_ops.grafana.board import Column, Panel, Query, Row
from archestra_ops.grafana.boards.agyn.kubernetes import OF_WORKLOADS, RUNNING

_AGE = f"time() - kube_pod_created{{{OF_WORKLOADS}}}"

CONTAINERS = Row(
    title="Containers: why do they wait, end or stay?",
    collapsed=True,
    panels=(
        Panel(
            title="Why do containers wait?",
            description=(
                "Containers of workloads that wait, by reason. ContainerCreating passes; "
                "ImagePullBackOff and ErrImagePull are the registry, CreateContainerConfigError is "
                "a secret or a volume, CrashLoopBackOff the agent's own program."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (reason) "
                        f"(kube_pod_container_status_waiting_reason{{{OF_WORKLOADS}}})"
                    ),
                    legend="{{reason}}",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
            nothing="none waits",
        ),
        Panel(
            title="Why did containers end?",
            description=(
                "Containers that were started again, by how they ended before. OOMKilled: the "
                "memory limit is too small for what the agent does. Error: its program failed."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (reason) "
                        f"(kube_pod_container_status_last_terminated_reason{{{OF_WORKLOADS}}})"
                    ),
                    legend="{{reason}}",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
            nothing="none ended",
        ),
        Panel(
            title="Which containers restart?",
            description=(
                "The ten containers with the most restarts in the chosen range. The log of a pod "
                "that is here is the next place to look: `kubectl logs --previous`."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, sum by (pod, container) (increase("
                        f"kube_pod_container_status_restarts_total{{{OF_WORKLOADS}}}[$__range])))"
                    ),
                    legend="{{pod}} {{container}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="none seen",
        ),
        Panel(
            title="Which workloads run longest?",
            description=(
                "The ten oldest workloads that run. A workload that nobody uses is stopped after "
                "five minutes by default, and after a day at most: one that is older is in use all "
                "the time, or was forgotten by the orchestrator."
            ),
            queries=(
                Query(
                    expr=(
                        f"topk(10, max by (pod) ({_AGE} and on (namespace, pod) {RUNNING} == 1))"
                    ),
                    instant=True,
                ),
            ),
            kind="table",
            unit="s",
            columns=(
                Column(field="Time", hidden=True),
                Column(field="pod", title="Workload"),
                Column(field="Value", title="Age", unit="s", width=140),
            ),
            sort_by="Age",
        ),
        Panel(
            title="How many workloads are new?",
            description=(
                "Workloads that were made in the last 15 minutes and are still there. It stands in "
                "for the starts where the platform does not count them; those that came and went "
                "in between are missing."
            ),
            queries=(
                Query(
                    expr=f"count({_AGE} < 900) or vector(0)",
                    legend="made in the last 15 minutes",
                ),
            ),
            unit="short",
            width=24,
            decimals=0,
            minimum=0,
        ),
    ),
)
