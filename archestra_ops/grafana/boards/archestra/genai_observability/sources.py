"""Where do the calls come from?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import STEP, failing

SOURCES = Row(
    title="Sources: where do the calls come from?",
    collapsed=True,
    panels=(
        Panel(
            title="What causes the calls?",
            description=(
                "LLM calls per second by source: `api` is the proxy, `chat`, `chatops:…` and "
                "`email` are people, `schedule-trigger` is the clock, `knowledge:…` the knowledge "
                "base at work. A line that ends while the others go on is an integration that "
                "lost its connection."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (source) (rate("
                        "llm_request_duration_seconds_count[$__rate_interval]))"
                    ),
                    legend="{{source}}",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="Which source sees failures?",
            description=(
                "Share of each source's calls that fail: who is hurt. `knowledge:…` failing means "
                "that documents do not become searchable, see the RAG & Knowledge Base board."
            ),
            queries=(Query(expr=failing("source"), legend="{{source}}"),),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no calls",
        ),
        Panel(
            title="Where do people wait?",
            description=(
                "95th percentile of the time to the first token by source, streams only. Chat "
                "above 5 s is felt; what a schedule or a mail started may take its time."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, source) (rate("
                        "llm_time_to_first_token_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{source}}",
                ),
            ),
            unit="s",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 2, "red": 5},
            show_steps=True,
        ),
    ),
)
