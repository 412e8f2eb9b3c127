"""How long do the quotas last?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.llm_usage.answers import RESPONSES

_A_DAY = f'sum(increase({RESPONSES}{{status=~"2.."}}[1d]))'
_MONTH = 30 * 86_400

QUOTA = Row(
    title="Quotas: how long do they last?",
    collapsed=True,
    panels=(
        Panel(
            title="How many good answers come a day?",
            description=(
                "Answers with 2xx in the last 24 hours, and what a day brings in a month if the "
                "last week is the rule. Tokens and what they cost are only in Metering: take the "
                "growth from here, and the price of an answer from there."
            ),
            queries=(
                Query(expr=_A_DAY, legend="a day, now"),
                Query(
                    expr=f"clamp_min(predict_linear({_A_DAY}[7d:3h], {_MONTH}), 0)",
                    legend="a day, in a month",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            width=24,
            time_from="7d",
            interval="1h",
        ),
    ),
)
