"""Is anything wrong right now?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row
from archestra_ops.grafana.boards.agyn.connections import FULLEST
from archestra_ops.grafana.boards.agyn.jobs import UP
from archestra_ops.grafana.boards.agyn.kubernetes import SERVICES, replicas_available
from archestra_ops.grafana.boards.agyn.platform_overview.gateway import CALLS, FAULTS

_OBJECTIVE = 0.001  # of the Gateway's calls may fail: 99.9 %, the documentation's target
_FAILED = (
    f"(sum(increase({FAULTS}[$__range])) or vector(0)) / (sum(increase({CALLS}[$__range])) > 0)"
)

VERDICTS = Row(
    title="Is anything wrong right now?",
    panels=(
        Panel(
            title="Are all services scraped?",
            description=(
                "Red: a target of the platform's jobs, chosen or not, did not answer its last "
                "scrape; the row on services says which. 'none scraped' is what to expect of "
                "services that have no metrics yet: the panels on Kubernetes, OpenFGA, OpenZiti "
                "and PostgreSQL tell how they are."
            ),
            queries=(Query(expr=f"min({UP})", instant=True),),
            kind="stat",
            unit="none",
            width=4,
            height=4,
            steps={"red": None, "green": 1},
            words={
                "0": Mapped(text="down", color="red"),
                "1": Mapped(text="all up", color="green"),
            },
            nothing="none scraped",
        ),
        Panel(
            title="Are all replicas available?",
            description=(
                "Available replicas of the service that has the fewest of those it is to have, by "
                "kube-state-metrics. Red: a service has none at all. The row on services says "
                "which."
            ),
            queries=(Query(expr=f"min({replicas_available(SERVICES)})", instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=0,
            width=4,
            height=4,
            minimum=0,
            maximum=1,
            steps={"red": None, "yellow": 0.01, "green": 1},
            nothing="not scraped",
        ),
        Panel(
            title="How many calls fail?",
            description=(
                "Share of the Gateway's calls over the chosen range that ended with the platform's "
                "fault. Below 0.1 % is the objective; from 1 % on users notice."
            ),
            queries=(Query(expr=_FAILED, instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.001, "red": 0.01},
            nothing="no calls",
        ),
        Panel(
            title="How much of the error budget is left?",
            description=(
                "Of the failures that the objective (99.9 % of the Gateway's calls succeed) allows "
                "in the chosen range, what has not been used. Below 0 the objective is missed: "
                "choose 30 days to see the month."
            ),
            queries=(Query(expr=f"1 - ({_FAILED}) / {_OBJECTIVE}", instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=0,
            width=4,
            height=4,
            steps={"red": None, "yellow": 0, "green": 0.25},
            nothing="no calls",
        ),
        Panel(
            title="How long ago was the last reconciliation?",
            description=(
                "Seconds since the leading orchestrator last brought the workloads to what they "
                "are to be; it does so every 30 s. Above 60 s it is slow, above 120 s it is stuck: "
                "look at the orchestrator row."
            ),
            queries=(
                Query(
                    expr="time() - max(orchestrator_reconcile_last_success_timestamp)",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=0,
            width=4,
            height=4,
            minimum=0,
            steps={"green": None, "yellow": 60, "red": 120},
        ),
        FULLEST,
    ),
)
