"""How do the knowledge base's models behave?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.models import SOURCES
from archestra_ops.grafana.boards.occurrences import occurrences

_CALLS = f"llm_request_duration_seconds_count{{{SOURCES}}}"
_FAILED = f'llm_request_duration_seconds_count{{{SOURCES},status_code!="200"}}'
_FAILURES = occurrences(_FAILED, "source, status_code")

MODELS_DETAIL = Row(
    title="Models in depth: how do they behave?",
    collapsed=True,
    panels=(
        Panel(
            title="Which models cost most?",
            description=(
                "US dollars at list price in the chosen range, by purpose and model. A smaller "
                "model for expansion or reranking often does as well: compare the queries that "
                "find nothing before and after a change."
            ),
            queries=(
                Query(
                    expr=(
                        f"sum by (source, model) (increase(llm_cost_total{{{SOURCES}}}[$__range]))"
                    ),
                    legend="{{source}}: {{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            minimum=0,
            nothing="no cost",
        ),
        Panel(
            title="What does a call cost?",
            description=(
                "US dollars per call by purpose and model, over the chosen range. Reranking that "
                "becomes dearer sends more or longer chunks to the model."
            ),
            queries=(
                Query(
                    expr=(
                        f"sum by (source, model) (increase(llm_cost_total{{{SOURCES}}}[$__range]))"
                        f" / (sum by (source, model) (increase({_CALLS}[$__range])) > 0)"
                    ),
                    legend="{{source}}: {{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="currencyUSD",
            decimals=5,
            minimum=0,
            nothing="no cost",
        ),
        Panel(
            title="How many tokens do they take?",
            description=(
                "Tokens per second by purpose and direction, without those served from a prompt "
                "cache. Embedding has no output. A step up without more queries or documents means "
                "longer chunks."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (source, type) (rate("
                        f"llm_tokens_total{{{SOURCES}}}[$__rate_interval]))"
                    ),
                    legend="{{source}}: {{type}}",
                ),
            ),
            unit="cps",
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="How slow are they?",
            description=(
                "95th percentile of calls by purpose and model. What is slow here makes queries or "
                "syncs slow: a smaller or nearer model helps at once. 60 s means 60 s or longer."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, source, model) (rate("
                        f"llm_request_duration_seconds_bucket{{{SOURCES}}}[$__rate_interval])))"
                    ),
                    legend="{{source}}: {{model}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="How slow are they usually?",
            description=(
                "Median of calls by purpose and model. A median that rises with the number of "
                "calls is a rate limit, or a model server of one's own that is saturated."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.5, sum by (le, source, model) (rate("
                        f"llm_request_duration_seconds_bucket{{{SOURCES}}}[$__rate_interval])))"
                    ),
                    legend="{{source}}: {{model}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="How often are they called?",
            description=(
                "Calls per minute by purpose. Reranking and expansion follow the queries, "
                "embedding follows queries and new chunks."
            ),
            queries=(
                Query(
                    expr=f"60 * sum by (source) (rate({_CALLS}[$__rate_interval]))",
                    legend="{{source}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="Which of their calls fail, and how?",
            description=(
                "Calls without success in the chosen range, the ten commonest by purpose and the "
                "provider's status. 429 is a rate limit: raise it, or sync less at once. 401 and "
                "403 are the key, 0 is a network failure."
            ),
            queries=(
                Query(
                    expr=f"topk(10, {_FAILURES})",
                    legend="{{source}}: {{status_code}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no failures",
        ),
        Panel(
            title="What share of their calls fails?",
            description=(
                "Calls without success of all calls, by purpose, for those that fail at all. "
                "Below 5 % is normal; one purpose alone is its model, all together are the "
                "provider, its key or the network."
            ),
            queries=(
                Query(
                    expr=(
                        f"sum by (source) (rate({_FAILED}[$__rate_interval]))"
                        f" / (sum by (source) (rate({_CALLS}[$__rate_interval])) > 0)"
                    ),
                    legend="{{source}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.25},
            show_steps=True,
            nothing="no failures",
            interval="1m",
        ),
    ),
)
