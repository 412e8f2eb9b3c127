"""Does the orchestrator lead and reconcile?"""

from archestra_ops.grafana.board import LogQuery, Panel, Query, Row
from archestra_ops.grafana.boards.agyn.logs import line_count, stream

_LEASE = '{lease="agents-orchestrator"}'

ORCHESTRATOR = Row(
    title="Orchestrator: does it lead and reconcile?",
    collapsed=True,
    panels=(
        Panel(
            title="How old is the last reconciliation?",
            description=(
                "Seconds since the leader last finished a cycle. A cycle begins every 30 s and may "
                "take 30 s, some loops come round once a minute: a saw-tooth up to 60 s is normal, "
                "a line that climbs is an orchestrator that is stuck."
            ),
            queries=(
                Query(
                    expr="time() - max(orchestrator_reconcile_last_success_timestamp)",
                    legend="age",
                ),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "yellow": 60, "red": 120},
            show_steps=True,
        ),
        Panel(
            title="When was its lease last renewed?",
            description=(
                "Seconds since the leader renewed the lease `agents-orchestrator`, by "
                "kube-state-metrics. Seconds are normal. A line that climbs: no replica leads, and "
                "no workload is started or stopped."
            ),
            queries=(
                Query(expr=f"time() - max(kube_lease_renew_time{_LEASE})", legend="since renewal"),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "yellow": 30, "red": 60},
            show_steps=True,
        ),
        Panel(
            title="Who led when?",
            description=(
                "The replica that holds the lease, over time. A change at a rollout is normal; "
                "changes every few minutes are replicas that lose the lease because they are slow "
                "or restarted."
            ),
            queries=(
                Query(
                    expr=f"max by (lease_holder) (kube_lease_owner{_LEASE})",
                    legend="{{lease_holder}}",
                ),
            ),
            kind="state-timeline",
            unit="none",
            steps={"green": None},
        ),
        Panel(
            title="How often did a cycle fail?",
            description=(
                "Lines `reconciler: cycle failed` in the orchestrator's log. One now and then is "
                "tried again; one in every cycle is a database, or a runner, that does not answer: "
                "the row on logs shows which."
            ),
            queries=(
                LogQuery(
                    logql=line_count(stream("agents-orchestrator"), "reconciler: cycle failed")
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            nothing="none failed",
        ),
    ),
)
