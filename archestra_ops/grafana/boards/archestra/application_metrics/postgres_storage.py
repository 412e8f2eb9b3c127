"""How does the database keep what it is given?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row

POSTGRES_STORAGE = Row(
    title="PostgreSQL in depth: what does it store, is it copied?",
    collapsed=True,
    panels=(
        Panel(
            title="How large are the databases?",
            description="Bytes by database. Steady growth is data; a jump is a migration or bloat.",
            queries=(Query(expr="{{ database_size }}", legend="[server] [database]"),),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How much storage is used?",
            description="Used and provided storage. How the gap shrinks is how long you have.",
            queries=(
                Query(expr="sum({{ storage_used }})", legend="used"),
                Query(expr="sum({{ storage_size }})", legend="provided"),
            ),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How busy is the server?",
            description=(
                "Used part of processor and memory, as the cloud measures it. Memory that is full "
                "of cache is well; a processor above 80 % for long is not."
            ),
            queries=(
                Query(expr="{{ cpu_utilization }}", legend="processor [server]"),
                Query(expr="{{ memory_utilization }}", legend="memory [server]"),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
        ),
        Panel(
            title="What share of the rows is dead?",
            description=(
                "Dead rows of all rows. Vacuum starts at 20 % of a table by default: above that "
                "for long, it is blocked or too slow, and tables bloat."
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
            title="How many dead rows wait for vacuum?",
            description="Rows that vacuum has yet to clear. Growing for days: vacuum is blocked.",
            queries=(Query(expr="{{ dead_rows }}", legend="[server]"),),
            unit="short",
            minimum=0,
        ),
        Panel(
            title="How large is the write-ahead log?",
            description=(
                "Bytes on disk. Growing without end: a replication slot that nobody reads, or "
                "archiving that fails."
            ),
            queries=(Query(expr="{{ wal_size }}", legend="[server]"),),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How much is written to the log?",
            description="Bytes of write-ahead log per second: the write load as replicas see it.",
            queries=(Query(expr="{{ wal_rate }}", legend="[server]"),),
            unit="Bps",
            minimum=0,
        ),
        Panel(
            title="How old is the newest archived log?",
            description="Seconds since the last archiving: what a restore would lose.",
            queries=(Query(expr="{{ wal_age }}", legend="[server]"),),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="Does archiving the log fail?",
            description="Failed archivings per second. Any at all puts restores at risk.",
            queries=(Query(expr="{{ wal_archive_failures }}", legend="[server]"),),
            unit="cps",
            minimum=0,
        ),
        Panel(
            title="How often are checkpoints made?",
            description=(
                "Per second, on schedule and forced. More forced than scheduled: raise "
                "`max_wal_size`."
            ),
            queries=(
                Query(expr="sum({{ checkpoints_scheduled }})", legend="on schedule"),
                Query(expr="sum({{ checkpoints_requested }})", legend="forced"),
            ),
            unit="cps",
            minimum=0,
        ),
        Panel(
            title="How far are replicas behind?",
            description=(
                "Seconds. A replica that reads are sent to shows data this old. Growing: it or the "
                "network to it is too slow."
            ),
            queries=(Query(expr="{{ replication_lag }}", legend="[server]"),),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="How much must replicas catch up on?",
            description=(
                "Bytes of write-ahead log that replicas have not replayed. Growing while nothing "
                "much is written: a replica is stuck."
            ),
            queries=(Query(expr="{{ replication_lag_bytes }}", legend="[server]"),),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="Are replication slots left behind?",
            description=(
                "Slots that nothing reads. Each keeps the write-ahead log since it was last read, "
                "until the disk is full: drop the slot of a replica that is gone."
            ),
            queries=(Query(expr="{{ replication_slots_inactive }}", legend="[server]"),),
            unit="short",
            decimals=0,
            minimum=0,
            steps={"text": None, "red": 1},
            show_steps=True,
        ),
        Panel(
            title="How near is transaction-id wraparound?",
            description=(
                "Used part of the transaction ids. Above 50 % find what blocks vacuum; at 100 % "
                "the server stops accepting writes."
            ),
            queries=(Query(expr="{{ transaction_id_utilization }}", legend="[server]"),),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.5, "red": 0.8},
            show_steps=True,
        ),
        Panel(
            title="Can the exporter read everything?",
            description=(
                "Whether the exporter's last scrape of each server worked. Red: something could "
                "not be read; its log says in which query."
            ),
            queries=(Query(expr="{{ exporter_error }}", legend="[server]"),),
            kind="state-timeline",
            unit="short",
            steps={"green": None, "red": 1},
            words={
                "0": Mapped(text="reads everything", color="green"),
                "1": Mapped(text="failed somewhere", color="red"),
            },
        ),
    ),
)
