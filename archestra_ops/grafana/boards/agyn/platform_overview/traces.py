"""Which calls between the services were slow?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.traces import trace_table, trace_view

TRACES = Row(
    title="Traces: which calls were slow, or failed?",
    collapsed=True,
    panels=(
        trace_table(
            "Which traces of the service took long, or failed?",
            (
                "Traces with a span of the service that is named above that took as long as is "
                "asked for, or failed. The first slow span from the top is where to look."
            ),
            (
                "{ resource.service.name = ${service:doublequote}"
                " && (duration >= $min_duration || status = error) }"
            ),
        ),
        trace_view(),
    ),
)
