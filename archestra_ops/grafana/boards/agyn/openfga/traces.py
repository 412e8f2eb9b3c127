"""Which checks were slow?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.logs import bad_lines
from archestra_ops.grafana.boards.agyn.traces import slow_calls, trace_table, trace_view

TRACES = Row(
    title="Traces and logs: which checks were slow, or failed?",
    collapsed=True,
    panels=(
        trace_table(
            "Which traces of Authorization took long, or failed?",
            (
                "Traces with a span of Authorization that took as long as is asked for above, or "
                "failed. Lower the time above: a check should take milliseconds."
            ),
            (
                '{ resource.service.name = "authorization"'
                " && (duration >= $min_duration || status = error) }"
            ),
        ),
        trace_view(),
        slow_calls("Which calls of Authorization are slow?", "authorization"),
        bad_lines(
            "What goes wrong with permissions?",
            "From Authorization and OpenFGA.",
            "authorization",
            "openfga",
        ),
    ),
)
