"""How do the tuples grow?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.connections import BY_DATABASE, LONGEST_TRANSACTION
from archestra_ops.grafana.boards.agyn.openfga.questions import WRITES
from archestra_ops.grafana.boards.agyn.storage import growth

TUPLES = Row(
    title="Tuples: how do they grow?",
    collapsed=True,
    panels=(
        Panel(
            title="How many changes of tuples are made?",
            description=(
                "Calls of Write per second. OpenFGA does not count its tuples; what is written, "
                "and how its database grows, is what there is. Much more than people and agents "
                "that are added is a service that writes in a loop."
            ),
            queries=(
                Query(
                    expr=f"sum(rate({WRITES}[$__rate_interval]))",
                    legend="writes",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
        ),
        Panel(
            title="How many rows are alive?",
            description=(
                "Rows that are alive in all tables, by server. On a server that has OpenFGA's "
                "database alone these are nearly all tuples, and the log of their changes."
            ),
            queries=(Query(expr="{{ live_rows }}", legend="[server]"),),
            unit="short",
            width=12,
            minimum=0,
        ),
        LONGEST_TRANSACTION,
        BY_DATABASE,
        *growth("OpenFGA's grows with the tuples, and with the log of their changes."),
    ),
)
