"""Which calls were slow?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.agyn.traces import slow_calls, trace_table, trace_view

TRACES = Row(
    title="Traces: which calls of models were slow?",
    collapsed=True,
    panels=(
        trace_table(
            "Which traces of the LLM Proxy took long, or failed?",
            (
                "Traces with a span of the LLM Proxy that took as long as is asked for above, or "
                "failed. Models take seconds: raise the time above to find what is unusual."
            ),
            (
                '{ resource.service.name = "llm-proxy"'
                " && (duration >= $min_duration || status = error) }"
            ),
        ),
        trace_view(),
        slow_calls("Which calls of the LLM Proxy are slow?", "llm-proxy"),
    ),
)
