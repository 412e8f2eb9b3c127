"""What the boards have in common where they ask how busy PostgreSQL is."""

from __future__ import annotations

from archestra_ops.grafana.board import Panel, Query

FULLEST = Panel(
    title="How full is the connection limit?",
    description=(
        "Open connections of what PostgreSQL accepts, on the fullest server. From 80 % on a burst "
        "can exhaust it: put PgBouncer in front, or raise the limit."
    ),
    queries=(Query(expr="max({{ connections_used }} / {{ connections_max }})", instant=True),),
    kind="stat",
    unit="percentunit",
    decimals=0,
    minimum=0,
    maximum=1,
    width=4,
    height=4,
    steps={"green": None, "yellow": 0.8, "red": 0.95},
)
BY_DATABASE = Panel(
    title="Which database has the connections?",
    description=(
        "Open connections by database, and the limit of the servers together. Each service has a "
        "database of its own: the line that climbs names the service."
    ),
    queries=(
        Query(expr="sum by ([database]) ({{ connections_by_database }})", legend="[database]"),
        Query(expr="sum({{ connections_max }})", legend="limit"),
    ),
    unit="short",
    decimals=0,
    minimum=0,
    colors={"limit": "red"},
)
LONGEST_TRANSACTION = Panel(
    title="How old is the longest transaction?",
    description=(
        "Seconds, the oldest transaction of any server. Long ones hold locks, and keep vacuum from "
        "cleaning up. Above five minutes find who left it open; above half an hour an alert "
        "tells of it."
    ),
    queries=(Query(expr="max({{ longest_transaction }})", instant=True),),
    kind="stat",
    unit="s",
    decimals=0,
    width=4,
    height=4,
    steps={"green": None, "yellow": 300, "red": 1800},
)
WAITS = Panel(
    title="Do sessions wait for each other?",
    description=(
        "Sessions that wait for a lock, and deadlocks per second. Both are 0 on a good day; the "
        "server's log names the statements."
    ),
    queries=(
        Query(expr="sum({{ lock_waits }})", legend="waiting"),
        Query(expr="sum({{ deadlocks }})", legend="deadlocks per second"),
    ),
    unit="short",
    minimum=0,
    colors={"deadlocks per second": "red"},
)
