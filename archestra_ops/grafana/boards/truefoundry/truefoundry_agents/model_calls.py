"""How long do agents wait for their models?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, mean, per_second

_LATENCY = "ai_gateway_agent_llm_latency_ms"

MODEL_CALLS = Row(
    title="Model calls: how long do agents wait for their models?",
    collapsed=True,
    panels=(
        Panel(
            title="How long does a model's call take?",
            description=(
                "Mean time of one call inside an agent request, by model. Compare with the "
                "model's requests on the AI Gateway board: agents send longer contexts."
            ),
            queries=(Query(expr=mean(_LATENCY, "model_name"), legend="{{model_name}}"),),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="Do later rounds take longer?",
            description=(
                "Mean time of a call by the round that it is in. It grows with the context that "
                "each round adds: where it grows steeply, tools answer with too much."
            ),
            queries=(
                Query(expr=mean(_LATENCY, "iteration_number"), legend="round {{iteration_number}}"),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="How do the models' calls end?",
            description=(
                "Calls per minute by status. The values are the gateway's and are not published: "
                "one that grows alone, and is not the usual one, is what to look into."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(f'{_LATENCY}_count', 'status')}", legend="{{status}}"
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
    ),
)
