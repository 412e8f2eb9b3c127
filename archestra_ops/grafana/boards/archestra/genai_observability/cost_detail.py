"""Who pays for what, and how?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import ANSWERED, STEP
from archestra_ops.grafana.boards.archestra.genai_observability.cost import BILLED, per_hour


def _at_list_price(label: str) -> str:
    """US dollars per hour by *label*, subscriptions included; older releases lack the label."""
    series = f"3600 * sum by ({label}) (rate(llm_cost_total[$__rate_interval]))"
    return f'label_replace({series}, "{label}", "not recorded", "{label}", "")'


COST_DETAIL = Row(
    title="Cost in depth: who pays for what, and how?",
    collapsed=True,
    panels=(
        Panel(
            title="Which provider costs most?",
            description=(
                "US dollars per hour by provider, paid by token: what each one's bill grows by."
            ),
            queries=(Query(expr=per_hour("provider"), legend="{{provider}}"),),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
        Panel(
            title="What is the money spent for?",
            description=(
                "US dollars per hour by what caused the call, paid by token. Title generation, "
                "compaction and knowledge-base work should be small beside chat and API: give "
                "them a smaller model where they are not."
            ),
            queries=(Query(expr=per_hour("source"), legend="{{source}}"),),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
        Panel(
            title="Who spent most?",
            description=(
                "US dollars in the chosen range by agent and model, paid by token, the ten most "
                "expensive pairs: the list to go through when the bill is too high."
            ),
            queries=(
                Query(
                    expr=(
                        f"topk(10, sum by (agent_name, model) (increase({BILLED}[$__range])) > 0)"
                    ),
                    legend="{{agent_name}}: {{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            decimals=2,
            minimum=0,
            nothing="nothing priced",
        ),
        Panel(
            title="Which model is expensive per call?",
            description=(
                "List price per answered call by model over the chosen range, the ten dearest. "
                "Long contexts make it as much as prices do: see the row on tokens."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, sum by (model) (increase(llm_cost_total[$__range]))"
                        f" / (sum by (model) (increase({ANSWERED}[$__range])) > 0))"
                    ),
                    legend="{{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            decimals=4,
            minimum=0,
            nothing="nothing priced",
        ),
        Panel(
            title="Is it metered or under a subscription?",
            description=(
                "US dollars per hour at list price. Only `metered` is billed by token; "
                "`subscription` is what it would have cost; `not recorded` is from releases "
                "before July 2026, which knew no subscriptions."
            ),
            queries=(Query(expr=_at_list_price("billing_mode"), legend="{{billing_mode}}"),),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            width=8,
            minimum=0,
            stack=True,
            colors={"metered": "blue", "subscription": "purple", "not recorded": "text"},
            nothing="nothing priced",
        ),
        Panel(
            title="Whose keys pay?",
            description=(
                "US dollars per hour at list price by how the caller authenticated. "
                "`provider_key` means that applications hold the provider's key themselves: "
                "virtual keys can be limited and revoked one by one. `not recorded` is from "
                "releases up to v1.3.15."
            ),
            queries=(Query(expr=_at_list_price("auth_method"), legend="{{auth_method}}"),),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
        Panel(
            title="Is the prompt cache worth it?",
            description=(
                "US dollars per hour: what reading from and writing to the cache costs, and what "
                "reading from it saves. Cost above savings for long means that prompts are "
                "written but not read again: put what changes at the end of the prompt."
            ),
            queries=(
                Query(
                    expr="3600 * sum(rate(llm_cache_cost_total[$__rate_interval]))", legend="costs"
                ),
                Query(
                    expr="3600 * sum(rate(llm_cache_savings_total[$__rate_interval]))",
                    legend="saves",
                ),
            ),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            width=8,
            minimum=0,
            colors={"costs": "orange", "saves": "green"},
            nothing="no cache used",
        ),
    ),
)
