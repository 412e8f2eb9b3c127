"""What does it cost, and what makes it dear?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, TIMED, per_second, total

_COST = "ai_gateway_request_cost_total"

COST = Row(
    title="Cost: what is spent, and on what?",
    panels=(
        Panel(
            title="Which model costs most?",
            description=(
                "Estimated US dollars per hour by model: what the bill grows by. A step without "
                "more requests is longer prompts or answers: see the tokens beside it."
            ),
            queries=(
                Query(
                    expr=f"3600 * {per_second(_COST, 'model_name')}",
                    legend="{{model_name}}",
                ),
            ),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
        Panel(
            title="How many tokens go in and out?",
            description=(
                "Tokens per second. Input that grows faster than requests means longer contexts: "
                "compaction or shorter prompts help. Output costs several times as much a token."
            ),
            queries=(
                Query(expr=per_second("ai_gateway_input_tokens_total"), legend="input"),
                Query(expr=per_second("ai_gateway_output_tokens_total"), legend="output"),
            ),
            unit="suffix: tokens/s",
            interval=STEP,
            decimals=0,
            width=8,
            minimum=0,
            colors={"input": "blue", "output": "purple"},
            nothing="no tokens",
        ),
        Panel(
            title="Which model is dear per request?",
            description=(
                "Estimated US dollars per request by model over the chosen range, the ten dearest. "
                "Long contexts make it as much as prices do. A model without a price is not here."
            ),
            queries=(
                Query(
                    expr=(
                        f"topk(10, {total(_COST, 'model_name')}"
                        f" / ({total(TIMED, 'model_name')} > 0))"
                    ),
                    legend="{{model_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            decimals=4,
            width=8,
            minimum=0,
            nothing="nothing priced",
        ),
    ),
)
