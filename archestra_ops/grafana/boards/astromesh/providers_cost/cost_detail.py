"""Where does the money go?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import STEP

COST_DETAIL = Row(
    title="Cost in depth: where does the money go?",
    collapsed=True,
    panels=(
        Panel(
            title="What did it cost this month so far?",
            description=(
                "US dollars since the first of the month, at the prices of the runtime's "
                "configuration. Prometheus must keep a month for it."
            ),
            queries=(
                Query(expr="sum(increase(astromesh_agent_cost_USD_total[$__range]))", instant=True),
            ),
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
                "Weekends pull it down, launches up. Needs a day of history."
            ),
            queries=(
                Query(
                    expr=(
                        "sum(rate(astromesh_agent_cost_USD_total[$__range]))"
                        " * 86400 * days_in_month()"
                    ),
                    instant=True,
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
            title="Who spent most?",
            description="US dollars in the chosen range by agent and model, the 20 dearest pairs.",
            queries=(
                Query(
                    expr=(
                        "topk(20, sum by (agent, model) (increase("
                        "astromesh_agent_cost_USD_total[$__range])))"
                    ),
                    legend="{{agent}}: {{model}}",
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
            title="What does an agent's run cost?",
            description=(
                "US dollars per run by agent. A steady climb is a memory that only grows; a step "
                "is a dearer model, or a new prompt. With a model chosen it is what that model "
                "adds to each run, whether a run used it or not."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (agent) (rate(astromesh_agent_cost_USD_total[$__rate_interval]))"
                        " / (sum by (agent) (rate("
                        "astromesh_agent_runs_total[$__rate_interval])) > 0)"
                    ),
                    legend="{{agent}}",
                ),
            ),
            unit="currencyUSD",
            decimals=4,
            minimum=0,
            nothing="nothing priced",
            interval=STEP,
        ),
    ),
)
