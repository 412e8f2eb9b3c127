"""What runs out next?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row
from archestra_ops.grafana.boards.agyn.connections import BY_DATABASE, WAITS
from archestra_ops.grafana.boards.agyn.storage import growth

CAPACITY = Row(
    title="PostgreSQL: does it answer, what runs out next?",
    collapsed=True,
    panels=(
        Panel(
            title="When did the database answer?",
            description=(
                "Whether the exporter reached each server. Red: every service that needs it fails "
                "with it; start with the server's own log."
            ),
            queries=(Query(expr="{{ up }}", legend="[server]"),),
            kind="state-timeline",
            unit="none",
            steps={"red": None, "green": 1},
            words={
                "1": Mapped(text="answers", color="green"),
                "0": Mapped(text="down", color="red"),
            },
        ),
        BY_DATABASE,
        Panel(
            title="How full is the connection limit over time?",
            description=(
                "Open connections of what the fullest server accepts, now and in a week if the "
                "last two days are the rule. From 80 % on put PgBouncer in front, or raise the "
                "limit."
            ),
            queries=(
                Query(expr="max({{ connections_used }} / {{ connections_max }})", legend="now"),
                Query(
                    expr=(
                        "max(predict_linear(({{ connections_used }} / {{ connections_max }})"
                        "[2d:30m], 604800))"
                    ),
                    legend="in a week",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.8, "red": 0.95},
            show_steps=True,
            time_from="7d",
            interval="30m",
        ),
        WAITS,
        *growth("Tracing and Threads grow fastest."),
    ),
)
