"""Which calls of Tracing were slow?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.traces import slow_calls, trace_table, trace_view

TRACES = Row(
    title="Traces: which calls of Tracing were slow?",
    collapsed=True,
    panels=(
        trace_table(
            "Which traces of Tracing took long, or failed?",
            (
                "Traces with a span of Tracing itself that took as long as is asked for above, or "
                "failed: what it spends on permissions and on its database."
            ),
            (
                '{ resource.service.name = "tracing"'
                " && (duration >= $min_duration || status = error) }"
            ),
        ),
        trace_view(),
        slow_calls("Which calls of Tracing are slow?", "tracing"),
    ),
)
