"""Which calls were slow or dear, one by one?"""

from archestra_ops.grafana.board import Row
from archestra_ops.grafana.boards.archestra.traces import SERVICE, trace_table, trace_view

TRACES = Row(
    title="Traces: which calls were slow or dear?",
    panels=(
        trace_table(
            "Which traces took long, or cost much?",
            (
                "Traces with an LLM call of the chosen provider, model, agent and source that took "
                "at least as long, or cost at least as much, as is asked for above. The knowledge "
                "base's calls have no agent and are always among them."
            ),
            (
                f'{{ {SERVICE} && span.route.category = "llm-proxy"'
                ' && span.gen_ai.provider.name =~ "${provider:regex}"'
                ' && span.gen_ai.request.model =~ "${model:regex}"'
                ' && (span.gen_ai.agent.name =~ "${agent_name:regex}"'
                ' || span.archestra.trigger.source =~ "knowledge:.*")'
                " && (duration >= $min_duration || span.archestra.cost >= $min_cost) }"
            ),
        ),
        trace_view(),
    ),
)
