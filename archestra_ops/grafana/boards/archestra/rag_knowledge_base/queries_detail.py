"""How do the kinds of search differ?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

QUERIES_DETAIL = Row(
    title="Queries in depth: how do the kinds of search differ?",
    collapsed=True,
    panels=(
        Panel(
            title="How long do queries take by kind of search?",
            description=(
                "Percentiles by kind of search. Hybrid does more and may take somewhat longer; "
                "where it takes much longer, the part that vector search does not have is slow: "
                "look at the database. 30 s means 30 s or longer."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"histogram_quantile({quantile}, sum by (le, search_type) (rate("
                        "rag_query_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend=legend + " {{search_type}}",
                )
                for quantile, legend in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
            ),
            unit="s",
            minimum=0,
            nothing="no queries",
            interval="1m",
        ),
        Panel(
            title="How many results has a query by kind of search?",
            description=(
                "Percentiles of the results per query. A median that falls towards 0 means that "
                "questions are not met; 50 means 50 or more, which makes prompts long."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"histogram_quantile({quantile}, sum by (le, search_type) (rate("
                        "rag_query_results_count_bucket[$__rate_interval])))"
                    ),
                    legend=legend + " {{search_type}}",
                )
                for quantile, legend in ((0.5, "p50"), (0.95, "p95"))
            ),
            unit="short",
            minimum=0,
            nothing="no queries",
            interval="1m",
        ),
        Panel(
            title="Did parts of a search time out?",
            description=(
                "Parts of searches (lanes) that did not answer in time in the chosen range. 0 is "
                "well; else results are missing. Look at the database's load, and for slow queries "
                "in its log."
            ),
            queries=(
                Query(
                    expr=occurrences("rag_search_lane_timeout_total", "lane"),
                    legend="{{lane}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "yellow": 0.5, "red": 20},
            nothing="none",
        ),
        Panel(
            title="How many results do queries bring in total?",
            description=(
                "Results per minute by kind of search. All of them go into prompts: more results "
                "are more input tokens."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (search_type) (rate("
                        "rag_query_results_count_sum[$__rate_interval]))"
                    ),
                    legend="{{search_type}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            stack=True,
            nothing="no queries",
        ),
    ),
)
