"""How fast are the answers?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, mean

_BY_MODEL = "model_name"

SPEED = Row(
    title="Speed: how fast are the answers?",
    panels=(
        Panel(
            title="How long does a request take?",
            description=(
                "Mean time to process a request, by model. It follows the length of answers: read "
                "it with the first token beside it. All models slower together: the gateway's "
                "pods are short of CPU, or its network is."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_request_processing_ms", _BY_MODEL),
                    legend="{{model_name}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no requests",
        ),
        Panel(
            title="How long do people wait for the first token?",
            description=(
                "Mean time to the first token, by model, streams only. Red from 3 s on, where the "
                "alert begins. A model that leaves its usual line is queued at its provider; all "
                "together are longer prompts, or guardrails before the model."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_first_token_latency_ms", _BY_MODEL),
                    legend="{{model_name}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 2000, "red": 3000},
            show_steps=True,
            nothing="no streams",
        ),
        Panel(
            title="How fast does text arrive?",
            description=(
                "Mean time between two tokens of a stream, by model. 20 ms are 50 tokens a second; "
                "above 200 ms a reader waits for the model. One that rises alone is throttled or "
                "overloaded at its provider."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_inter_token_latency_ms", _BY_MODEL),
                    legend="{{model_name}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 100, "red": 200},
            show_steps=True,
            nothing="no streams",
        ),
    ),
)
