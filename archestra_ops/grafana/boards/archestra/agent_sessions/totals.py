"""Which sessions came to most?"""

from archestra_ops.grafana.board import Column, Panel, Row, TraceQuery
from archestra_ops.grafana.boards.archestra.traces import SERVICE

_OF = f'{{ {SERVICE} && span.route.category = "llm-proxy" }}'


def _totals(title: str, description: str, aggregate: str, unit: str) -> Panel:
    return Panel(
        title=title,
        description=f"{description} Needs Tempo 2.7 or newer with TraceQL metrics switched on.",
        queries=(
            TraceQuery(
                traceql=f"{_OF} | {aggregate} by (span.gen_ai.conversation.id)", instant=True
            ),
        ),
        kind="table",
        unit=unit,
        columns=(Column(field="span.gen_ai.conversation.id", title="Session", opens="session"),),
        sort_by="Value",
    )


TOTALS = Row(
    title="Totals: which sessions came to most?",
    collapsed=True,
    panels=(
        _totals(
            "Which sessions cost most?",
            "US dollars by session over the chosen time.",
            "sum_over_time(span.archestra.cost)",
            "currencyUSD",
        ),
        _totals(
            "Which sessions used most tokens?",
            "Tokens by session over the chosen time, cached ones included.",
            "sum_over_time(span.gen_ai.usage.total_tokens)",
            "short",
        ),
    ),
)
