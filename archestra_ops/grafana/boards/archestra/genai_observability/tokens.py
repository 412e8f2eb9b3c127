"""How many tokens go in and out, and how many come from the cache?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import STEP

_READ = 'llm_cache_tokens_total{cache_type="read"}'
_INPUT = 'llm_tokens_total{type="input"}'


def _hit_share(by: str) -> str:
    """Prompt tokens read from the cache, of those and the uncached: sent plainly or written."""
    read = f"sum{by} (rate({_READ}[$__rate_interval]))"
    cached = f"sum{by} (rate(llm_cache_tokens_total[$__rate_interval]))"
    plain = f"sum{by} (rate({_INPUT}[$__rate_interval]))"
    return f"({read} or 0 * {plain}) / ((({cached} or 0 * {plain}) + {plain}) > 0)"


TOKENS = Row(
    title="Tokens: how many go in and out, how many are cached?",
    collapsed=True,
    panels=(
        Panel(
            title="How many tokens are used?",
            description=(
                "Tokens per second: input, output, and those read from or written to the prompt "
                "cache, which input does not count. Input growing faster than calls means longer "
                "contexts: compaction or shorter prompts help."
            ),
            queries=(
                Query(
                    expr="sum by (type) (rate(llm_tokens_total[$__rate_interval]))",
                    legend="{{type}}",
                ),
                Query(
                    expr="sum by (cache_type) (rate(llm_cache_tokens_total[$__rate_interval]))",
                    legend="cache {{cache_type}}",
                ),
            ),
            unit="suffix: tokens/s",
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="What share of prompts comes from the cache?",
            description=(
                "Prompt tokens read from the provider's cache, of all prompt tokens. Agents with "
                "long instructions reach 0.5 to 0.9; near 0 there, something that changes stands "
                "at the start of the prompt, or caching is not asked for. Embedding has no cache."
            ),
            queries=(
                Query(expr=_hit_share(""), legend="all models"),
                Query(expr=_hit_share(" by (model)"), legend="{{model}}"),
            ),
            unit="percentunit",
            interval=STEP,
            minimum=0,
            maximum=1,
            nothing="no prompts",
        ),
        Panel(
            title="How large are requests?",
            description=(
                "Input and output tokens of one call, cached ones not counted: the median and "
                "the 95th percentile. 65,536 is the end of the histogram: read it as 'more'. A "
                "95th percentile near a model's context window is soon refused with 400."
            ),
            queries=(
                *(
                    Query(
                        expr=(
                            f"histogram_quantile({quantile}, sum by (le) (rate("
                            "llm_token_usage_bucket[$__rate_interval])))"
                        ),
                        legend=legend,
                    )
                    for quantile, legend in ((0.5, "p50"), (0.95, "p95"))
                ),
            ),
            unit="short",
            interval=STEP,
            minimum=0,
        ),
        Panel(
            title="Which agent uses most tokens?",
            description=(
                "Input and output tokens per second by agent. A climb of one agent without more "
                "calls of it is a conversation that never ends, or a tool that answers with a lot."
            ),
            queries=(
                Query(
                    expr="sum by (agent_name) (rate(llm_tokens_total[$__rate_interval]))",
                    legend="{{agent_name}}",
                ),
            ),
            unit="suffix: tokens/s",
            decimals=0,
            minimum=0,
            stack=True,
        ),
    ),
)
