"""Is the database answering, full or slow?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row

POSTGRES = Row(
    title="PostgreSQL: is the database answering, full or slow?",
    collapsed=True,
    panels=(
        Panel(
            title="Does the database answer?",
            description=(
                "Whether the exporter reaches the server. Red: nothing works without it; start "
                "with the server's own log."
            ),
            queries=(Query(expr="min({{ up }})", instant=True),),
            kind="stat",
            unit="none",
            width=4,
            height=4,
            steps={"red": None, "green": 1},
            words={
                "1": Mapped(text="answers", color="green"),
                "0": Mapped(text="down", color="red"),
            },
        ),
        Panel(
            title="How many connections are open?",
            description=(
                "Open connections over the chosen servers; the trends below show by whom. A number "
                "that only grows is a leak of connections."
            ),
            queries=(Query(expr="sum({{ connections_used }})", instant=True),),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
        ),
        Panel(
            title="How many are allowed?",
            description=(
                "Most connections that the servers accept together (`max_connections`). Each "
                "process of the platform may open ARCHESTRA_DATABASE_POOL_MAX of them."
            ),
            queries=(Query(expr="sum({{ connections_max }})", instant=True),),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
        ),
        Panel(
            title="How full is the storage?",
            description=(
                "Used part of the storage, the fullest server. From 90 % on enlarge it today: a "
                "full disk stops the database. What grows is in the rows below."
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
        Panel(
            title="How busy is its processor?",
            description=(
                "Used part of the server's processor, the busiest server. Above 80 % for long, "
                "find the queries that take it, or take a larger server."
            ),
            queries=(Query(expr="max({{ cpu_utilization }})", instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=0,
            width=4,
            height=4,
            minimum=0,
            maximum=1,
            steps={"green": None, "yellow": 0.8, "red": 0.95},
        ),
        Panel(
            title="How old is the longest transaction?",
            description=(
                "Long transactions hold locks and keep vacuum from cleaning up. Above five minutes "
                "find who left it open."
            ),
            queries=(Query(expr="max({{ longest_transaction }})", instant=True),),
            kind="stat",
            unit="s",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 60, "red": 300},
        ),
        Panel(
            title="What are the connections doing?",
            description=(
                "Connections by state. `idle in transaction` growing means that the application "
                "forgets to finish its transactions."
            ),
            queries=(
                Query(expr="sum by ([state]) ({{ connections_by_state }})", legend="[state]"),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="Which database has the connections?",
            description=(
                "Open connections by database, and the limit of the servers together. A neighbour "
                "of the platform's database near the limit takes its connections away."
            ),
            queries=(
                Query(
                    expr="sum by ([database]) ({{ connections_by_database }})", legend="[database]"
                ),
                Query(expr="sum({{ connections_max }})", legend="limit"),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            colors={"limit": "red"},
        ),
        Panel(
            title="How many transactions run?",
            description=(
                "Transactions per second. Rolled back ones that grow while the others do not are "
                "errors of the application, or deadlocks."
            ),
            queries=(
                Query(expr="sum({{ commits }})", legend="committed"),
                Query(expr="sum({{ rollbacks }})", legend="rolled back"),
            ),
            unit="ops",
            minimum=0,
            colors={"committed": "green", "rolled back": "red"},
        ),
        Panel(
            title="Are reads answered from memory?",
            description=(
                "Share of block reads answered from shared buffers, by database. Below 90 % for "
                "long, the working set does not fit: give the server more memory."
            ),
            queries=(Query(expr="{{ cache_hit_ratio }}", legend="[server] [database]"),),
            unit="percentunit",
            maximum=1,
            steps={"yellow": None, "text": 0.9},
            show_steps=True,
        ),
    ),
)
