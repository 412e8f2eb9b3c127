"""Does the database take what comes?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.connections import BY_DATABASE, WAITS

DATABASE = Row(
    title="Database: does it take what comes?",
    panels=(
        Panel(
            title="How many rows are written?",
            description=(
                "Rows per second that are inserted, updated and deleted. A span that ends is an "
                "insertion or an update; deletions are the retention at work. Insertions that stop "
                "while agents work are a Tracing that cannot write."
            ),
            queries=(
                Query(expr="sum({{ rows_inserted }})", legend="inserted"),
                Query(expr="sum({{ rows_updated }})", legend="updated"),
                Query(expr="sum({{ rows_deleted }})", legend="deleted"),
            ),
            unit="wps",
            minimum=0,
        ),
        Panel(
            title="How many transactions run?",
            description=(
                "Committed transactions per second by database, and all that were rolled back. The "
                "line `tracing` is Tracing's own; rolled back ones that grow are errors."
            ),
            queries=(
                Query(expr="sum by ([database]) ({{ commits }})", legend="[database]"),
                Query(expr="sum({{ rollbacks }})", legend="rolled back"),
            ),
            unit="ops",
            minimum=0,
            colors={"rolled back": "red"},
        ),
        BY_DATABASE,
        WAITS,
        Panel(
            title="How much log is written?",
            description=(
                "Bytes of write-ahead log per second: the write load as the disk sees it. At what "
                "the disk can write, each span waits."
            ),
            queries=(Query(expr="{{ wal_rate }}", legend="[server]"),),
            unit="Bps",
            minimum=0,
        ),
        Panel(
            title="Are rows that were deleted cleared away?",
            description=(
                "Dead rows of all rows. The retention of traces makes many: above 20 % for long, "
                "vacuum is blocked or too slow, and the tables only grow."
            ),
            queries=(
                Query(
                    expr="{{ dead_rows }} / ({{ dead_rows }} + {{ live_rows }} > 0)",
                    legend="[server]",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.2, "red": 0.4},
            show_steps=True,
        ),
        Panel(
            title="How near is transaction-id wraparound?",
            description=(
                "Used part of the transaction ids, which every span takes from. Above 50 % find "
                "what blocks vacuum; at 100 % the server stops accepting writes."
            ),
            queries=(Query(expr="{{ transaction_id_utilization }}", legend="[server]"),),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.5, "red": 0.8},
            show_steps=True,
        ),
    ),
)
