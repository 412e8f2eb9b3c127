"""How long is there room?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.storage import growth

STORAGE = Row(
    title="Storage: how long is there room?",
    collapsed=True,
    panels=growth(
        "Tracing's is named `tracing`, and grows until its retention of 14 days is full."
    ),
)
