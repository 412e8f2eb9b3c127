"""What does it cost?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import STEP

# What is paid by token. The label is absent from releases before 2026-07-20, which charged all.
BILLED = 'llm_cost_total{billing_mode!="subscription"}'


def per_hour(label: str) -> str:
    """US dollars per hour that are paid by token, by *label*."""
    return f"3600 * sum by ({label}) (rate({BILLED}[$__rate_interval]))"


COST = Row(
    title="Cost: what is spent, and on what?",
    panels=(
        Panel(
            title="What did it cost this month so far?",
            description=(
                "US dollars since the first of the month, at list price, without what a "
                "subscription covers. Prometheus must keep a month for it: it keeps 15 days "
                "unless --storage.tsdb.retention.time says otherwise."
            ),
            queries=(Query(expr=f"sum(increase({BILLED}[$__range]))", instant=True),),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=6,
            height=4,
            time_from="now/M",
            nothing="nothing priced",
        ),
        Panel(
            title="What will the month cost at this rate?",
            description=(
                "The last 24 hours' rate over all days of this month: where the bill is going. "
                "Weekends pull it down, launches up; compare with the month so far before you "
                "raise the alarm. Needs a day of history."
            ),
            queries=(
                Query(
                    expr=f"sum(rate({BILLED}[$__range])) * 86400 * days_in_month()", instant=True
                ),
            ),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=6,
            height=4,
            time_from="24h",
            nothing="nothing priced",
        ),
        Panel(
            title="What did the prompt cache save?",
            description=(
                "US dollars in the chosen range that reading from the provider's prompt cache was "
                "cheaper than sending anew; what writing to it costs more is not taken off. "
                "Nothing, with long prompts that repeat: turn on prompt caching in the client."
            ),
            queries=(Query(expr="sum(increase(llm_cache_savings_total[$__range]))", instant=True),),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=6,
            height=4,
            nothing="no cache used",
        ),
        Panel(
            title="What do subscriptions cover?",
            description=(
                "What calls under a subscription would have cost by token in the chosen range. It "
                "is on no bill, and in none of the other costs. Compare a month of it with the "
                "price of the subscription."
            ),
            queries=(
                Query(
                    expr='sum(increase(llm_cost_total{billing_mode="subscription"}[$__range]))',
                    instant=True,
                ),
            ),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=6,
            height=4,
            nothing="none used",
        ),
        Panel(
            title="Which model costs most?",
            description=(
                "US dollars per hour by model, paid by token. A model that tops the list with "
                "small tasks is the first to replace by a cheaper one."
            ),
            queries=(Query(expr=per_hour("model"), legend="{{model}}"),),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
        Panel(
            title="Which agent costs most?",
            description=(
                "US dollars per hour by agent, paid by token; `LLM Proxy` is what applications "
                "send through the proxy. A steep climb of one agent often is a loop: look at its "
                "sessions, and give it a limit."
            ),
            queries=(Query(expr=per_hour("agent_name"), legend="{{agent_name}}"),),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
    ),
)
