"""What does the database do, and who waits for whom?"""

from archestra_ops.grafana.board import Panel, Query, Row

POSTGRES_WORK = Row(
    title="PostgreSQL in depth: what does it do, who waits for whom?",
    collapsed=True,
    panels=(
        Panel(
            title="What is done to rows?",
            description=(
                "Rows per second over all databases, by what is done to them. A jump without more "
                "requests is a batch job or a migration."
            ),
            queries=(
                Query(expr="sum({{ rows_inserted }})", legend="inserted"),
                Query(expr="sum({{ rows_updated }})", legend="updated"),
                Query(expr="sum({{ rows_deleted }})", legend="deleted"),
            ),
            unit="ops",
            minimum=0,
        ),
        Panel(
            title="How are rows read?",
            description=(
                "Rows per second read by scans and fetched by index. Far more scanned than fetched "
                "means that an index is missing."
            ),
            queries=(
                Query(expr="sum({{ rows_returned }})", legend="read by scans"),
                Query(expr="sum({{ rows_fetched }})", legend="fetched by index"),
            ),
            unit="ops",
            minimum=0,
        ),
        Panel(
            title="Which locks are held?",
            description="Locks by mode. Exclusive ones that stay are migrations or forgotten work.",
            queries=(Query(expr="sum by ([mode]) ({{ locks }})", legend="[mode]"),),
            unit="short",
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="Who waits for a lock?",
            description=(
                "Sessions that wait for a lock. A few for a moment are normal; when they queue up, "
                "the longest transaction holds what they wait for."
            ),
            queries=(Query(expr="{{ lock_waits }}", legend="[server]"),),
            unit="short",
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="How full is the lock table?",
            description=(
                "Locks held of those that the server has room for. When it is full, statements "
                "fail: raise `max_locks_per_transaction`, or lock fewer tables at a time."
            ),
            queries=(
                Query(expr="sum by ([server]) ({{ locks }}) / {{ locks_max }}", legend="[server]"),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.2, "red": 0.5},
            show_steps=True,
        ),
        Panel(
            title="Do transactions block each other?",
            description=(
                "Deadlocks per second by database. Each one failed somebody's transaction; the "
                "server's log shows both statements."
            ),
            queries=(Query(expr="{{ deadlocks }}", legend="[server] [database]"),),
            unit="cps",
            minimum=0,
        ),
        Panel(
            title="Do transactions wait inside?",
            description=(
                "Connections idle inside a transaction. Each holds its locks and its snapshot; a "
                "number that stays is code that forgets to finish."
            ),
            queries=(Query(expr="{{ idle_in_transaction }}", legend="[server]"),),
            unit="short",
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="Do queries spill to disk?",
            description=(
                "Bytes per second written to temporary files: sorts and joins that did not fit "
                "`work_mem`."
            ),
            queries=(Query(expr="{{ temp_bytes }}", legend="[server] [database]"),),
            unit="Bps",
            minimum=0,
        ),
        Panel(
            title="How many temporary files?",
            description="Temporary files per second; many small ones point at one frequent query.",
            queries=(Query(expr="{{ temp_files }}", legend="[server] [database]"),),
            unit="cps",
            minimum=0,
        ),
        Panel(
            title="Do connection attempts fail?",
            description="Failed attempts per second: wrong passwords, or no connection left.",
            queries=(Query(expr="{{ connections_failed }}", legend="[server]"),),
            unit="cps",
            minimum=0,
        ),
    ),
)
