"""What the boards have in common where they ask how fast PostgreSQL fills.

Each service has a database of its own; those of Tracing and Threads grow fastest.
"""

from __future__ import annotations

from archestra_ops.grafana.board import Panel, Query

_MONTH = 30 * 86_400


def growth(whose: str) -> tuple[Panel, ...]:
    """How large the databases are, how fast they grow, when the storage is full.

    *whose* says which database to look for, as a sentence.
    """
    return (
        Panel(
            title="How large are the databases?",
            description=f"Bytes by database. {whose} A jump is a migration or bloat.",
            queries=(Query(expr="{{ database_size }}", legend="[server] [database]"),),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How fast do the databases grow?",
            description=(
                "Bytes a day by database, from the last 24 hours. Growth that is steady can be "
                "planned for; growth that doubles is a retention that does not delete, or a client "
                "that writes in a loop."
            ),
            queries=(
                Query(
                    expr="86400 * deriv({{ database_size }}[1d:15m])",
                    legend="[server] [database]",
                ),
            ),
            unit="bytes",
            time_from="7d",
            interval="15m",
        ),
        Panel(
            title="How large are the databases in a month?",
            description=(
                "Bytes by database in 30 days if the last two days are the rule. Compare with the "
                "storage that is provided, and enlarge it before it is needed."
            ),
            queries=(
                Query(
                    expr=f"predict_linear({{{{ database_size }}}}[2d:30m], {_MONTH})",
                    legend="[server] [database]",
                ),
            ),
            unit="bytes",
            minimum=0,
            time_from="7d",
            interval="30m",
        ),
        Panel(
            title="How full is the storage, now and in a month?",
            description=(
                "Used part of the storage of the fullest server, and what it comes to in 30 days "
                "if the last two days are the rule. A line that crosses 100 % is a database that "
                "stops: enlarge the storage, or shorten the retention of traces (14 days by "
                "default)."
            ),
            queries=(
                Query(expr="max({{ storage_utilization }})", legend="now"),
                Query(
                    expr=f"max(predict_linear({{{{ storage_utilization }}}}[2d:30m], {_MONTH}))",
                    legend="in a month",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.8, "red": 0.9},
            show_steps=True,
            time_from="7d",
            interval="30m",
        ),
    )
