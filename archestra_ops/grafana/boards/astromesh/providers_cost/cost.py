"""What is spent, and on what?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import STEP


def per_hour(label: str) -> str:
    """US dollars per hour by *label*."""
    return f"3600 * sum by ({label}) (rate(astromesh_agent_cost_USD_total[$__rate_interval]))"


COST = Row(
    title="Cost: what is spent, and on what?",
    panels=(
        Panel(
            title="Which agent costs most?",
            description=(
                "US dollars per hour by agent. A steep climb of one agent often is a loop. Nothing "
                "in Astromesh stops it: budgets are not enforced by the runtime."
            ),
            queries=(Query(expr=per_hour("agent"), legend="{{agent}}"),),
            unit="currencyUSD",
            decimals=2,
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing priced",
            interval=STEP,
        ),
        Panel(
            title="Which model costs most?",
            description=(
                "US dollars per hour by model. A model that tops the list with small tasks is the "
                "first to replace by a cheaper one."
            ),
            queries=(Query(expr=per_hour("model"), legend="{{model}}"),),
            unit="currencyUSD",
            decimals=2,
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing priced",
            interval=STEP,
        ),
        Panel(
            title="What has each agent spent in 30 days?",
            description=(
                "What budgets are held against: US dollars of the last 30 days by agent. "
                "Prometheus must keep as much: it keeps 15 days unless "
                "--storage.tsdb.retention.time says otherwise."
            ),
            queries=(
                Query(
                    expr="sum by (agent) (increase(astromesh_agent_cost_USD_total[$__range]))",
                    legend="{{agent}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            decimals=2,
            width=8,
            minimum=0,
            time_from="30d",
            nothing="nothing priced",
        ),
    ),
)
