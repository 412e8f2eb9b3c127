"""What do embedding, reranking and query expansion cost?"""

from archestra_ops.grafana.board import Panel, Query, Row

# Embedding, reranking and query expansion, and what a later release adds to them.
SOURCES = 'source=~"knowledge:.*"'

MODELS = Row(
    title="Models: what do embedding, reranking and query expansion cost?",
    panels=(
        Panel(
            title="What did the knowledge base's models cost?",
            description=(
                "US dollars at list price in the chosen range, by what the call was for. A model "
                "without pricing costs nothing here: set its price in the platform. Embedding that "
                "grows without new documents means that the same is embedded again. The choices on "
                "top do not apply to models."
            ),
            queries=(
                Query(
                    expr=f"sum by (source) (increase(llm_cost_total{{{SOURCES}}}[$__range]))",
                    legend="{{source}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            width=8,
            height=7,
            minimum=0,
            nothing="no cost",
        ),
        Panel(
            title="How fast does the cost grow?",
            description=(
                "US dollars per hour by what the call was for. A plateau of embedding is a first "
                "sync or a full one; one that does not end is a connector that ingests the same "
                "again and again."
            ),
            queries=(
                Query(
                    expr=(
                        "3600 * sum by (source) (rate("
                        f"llm_cost_total{{{SOURCES}}}[$__rate_interval]))"
                    ),
                    legend="{{source}}",
                ),
            ),
            unit="currencyUSD",
            width=16,
            height=7,
            minimum=0,
            stack=True,
            nothing="no cost",
        ),
    ),
)
