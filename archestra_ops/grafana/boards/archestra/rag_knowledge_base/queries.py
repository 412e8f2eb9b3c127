"""Do queries find something, and how fast?"""

from archestra_ops.grafana.board import Panel, Query, Row

QUERIES = Row(
    title="Queries: do they find something, and how fast?",
    panels=(
        Panel(
            title="How long do queries take?",
            description=(
                "Percentiles of queries: embedding of the question, search and reranking together. "
                "All lines rising together is the database or a model: the models in depth tell "
                "which. p99 alone is a few hard questions. 30 s means 30 s or longer."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"histogram_quantile({quantile}, sum by (le) (rate("
                        "rag_query_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend=legend,
                )
                for quantile, legend in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
            ),
            unit="s",
            width=8,
            minimum=0,
            nothing="no queries",
            interval="1m",
        ),
        Panel(
            title="How much is queried?",
            description=(
                "Queries per minute by kind of search. Hybrid searches by words and by vectors. "
                "0 while agents work: they do not have the knowledge base's tool, or do not use it."
            ),
            queries=(
                Query(
                    expr="60 * sum by (search_type) (rate(rag_queries_total[$__rate_interval]))",
                    legend="{{search_type}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no queries",
        ),
        Panel(
            title="How many queries find nothing?",
            description=(
                "Share of queries without a single result, by kind of search. Near 0 is well. A "
                "step up after a permission sync means that people lost access; a slow rise, that "
                "they ask for what no connector brings."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (search_type) (rate("
                        'rag_query_results_count_bucket{le=~"0([.]0)?"}[$__rate_interval]))'
                        " / (sum by (search_type) (rate("
                        "rag_query_results_count_count[$__rate_interval])) > 0)"
                    ),
                    legend="{{search_type}}",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.2, "red": 0.5},
            show_steps=True,
            nothing="no queries",
            interval="1m",
        ),
    ),
)
