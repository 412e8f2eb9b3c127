"""Are permissions checked fast?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.connections import FULLEST
from archestra_ops.grafana.boards.agyn.kubernetes import is_available
from archestra_ops.grafana.boards.agyn.openfga.questions import CALLS, FAULTS
from archestra_ops.grafana.boards.agyn.openfga.speed import quantile

VERDICTS = Row(
    title="Are permissions checked fast?",
    panels=(
        Panel(
            title="How slow is a check in OpenFGA?",
            description=(
                "95th percentile of OpenFGA's time for Check over the chosen range. Below 0.1 s "
                "is the target; above it every call of the platform feels it."
            ),
            queries=(Query(expr=f"{quantile(0.95, 'Check', '$__range')} >= 0", instant=True),),
            kind="stat",
            unit="s",
            decimals=3,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.05, "red": 0.1},
            nothing="no checks",
        ),
        Panel(
            title="How slow is a check in Authorization?",
            description=(
                "95th percentile of a check as the service Authorization sees it, over the chosen "
                "range. Much more than OpenFGA's own time is lost between the two."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le) (rate("
                        "authorization_check_latency_seconds_bucket[$__range]))) >= 0"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=3,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.05, "red": 0.1},
            nothing="no checks",
        ),
        Panel(
            title="How many calls of OpenFGA fail?",
            description=(
                "Share of the calls over the chosen range that ended with a fault of the server. "
                "A permission that cannot be checked is refused: above 0.1 % users meet it."
            ),
            queries=(
                Query(
                    expr=(
                        f"(sum(increase({FAULTS}[$__range])) or vector(0))"
                        f" / (sum(increase({CALLS}[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.001, "red": 0.01},
            nothing="no calls",
        ),
        Panel(
            title="How often is OpenFGA asked?",
            description=(
                "Calls per second over the chosen range. Checks grow with every call of the "
                "Gateway; several for one call are normal, hundreds are not."
            ),
            queries=(Query(expr=f"sum(rate({CALLS}[$__range]))", instant=True),),
            kind="stat",
            unit="reqps",
            decimals=1,
            width=4,
            height=4,
            nothing="no calls",
        ),
        is_available("authorization", "Authorization"),
        FULLEST,
    ),
)
