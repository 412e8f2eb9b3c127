"""Does Tracing keep up?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.connections import FULLEST, LONGEST_TRANSACTION
from archestra_ops.grafana.boards.agyn.kubernetes import is_available
from archestra_ops.grafana.boards.agyn.tracing_throughput.ingest import QUEUE

VERDICTS = Row(
    title="Does Tracing keep up?",
    panels=(
        Panel(
            title="How long is the queue?",
            description=(
                "Spans that wait to be written in the longest queue of a replica, most in the last "
                "five minutes. Above 10,000 the writer cannot keep up."
            ),
            queries=(Query(expr=f"max(max_over_time({QUEUE}[5m]))", instant=True),),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 2000, "red": 10000},
        ),
        is_available("tracing", "Tracing"),
        Panel(
            title="How much is written?",
            description=(
                "Rows inserted per second into all databases. Each span is a row; on a server that "
                "has Tracing's database alone this is the rate of spans."
            ),
            queries=(Query(expr="sum({{ rows_inserted }})", instant=True),),
            kind="stat",
            unit="wps",
            decimals=1,
            width=4,
            height=4,
        ),
        LONGEST_TRANSACTION,
        FULLEST,
        Panel(
            title="How full is the storage?",
            description=(
                "Used part of the storage, the fullest server. From 90 % on enlarge it today, or "
                "shorten the retention of traces: a full disk stops the database."
            ),
            queries=(Query(expr="max({{ storage_utilization }})", instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=0,
            width=4,
            height=4,
            minimum=0,
            maximum=1,
            steps={"green": None, "yellow": 0.8, "red": 0.9},
        ),
    ),
)
