"""What does Tracing say?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.logs import bad_lines

LOGS = Row(
    title="Logs: what does Tracing say?",
    collapsed=True,
    panels=(bad_lines("What goes wrong in Tracing?", "From Tracing.", "tracing"),),
)
