"""How fast are the answers?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import STEP

_TTFT = "llm_time_to_first_token_seconds"
_TTFB = "llm_time_to_first_byte_seconds"


def _mean(histogram: str) -> str:
    return (
        f"sum(rate({histogram}_sum[$__rate_interval]))"
        f" / (sum(rate({histogram}_count[$__rate_interval])) > 0)"
    )


SPEED = Row(
    title="Speed: how fast are the answers?",
    panels=(
        Panel(
            title="How long do people wait for the first token?",
            description=(
                "Percentiles of the time from calling the provider to the first chunk, streams "
                "only. A tail that leaves the median behind is a provider that queues; all lines "
                "together are longer prompts or a slower model. 10 s is the end of the histogram: "
                "read it as 'longer'."
            ),
            queries=(
                *(
                    Query(
                        expr=(
                            f"histogram_quantile({quantile}, sum by (le) (rate("
                            f"{_TTFT}_bucket[$__rate_interval])))"
                        ),
                        legend=legend,
                    )
                    for quantile, legend in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
                ),
            ),
            unit="s",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 2, "red": 5},
            show_steps=True,
        ),
        Panel(
            title="How much of that is the platform's own?",
            description=(
                "Mean time from a request to the first byte for the caller, less the provider's "
                "share of it: what policies, look-ups and the proxy add. Tens of milliseconds are "
                "normal. Above 0.1 s the process is busy: see event loop and database pool on the "
                "Application Metrics board. Releases up to v1.3.15 do not measure it."
            ),
            queries=(
                Query(
                    expr=f"{_mean(_TTFB)} - {_mean(_TTFT)}",
                    legend="added by the platform",
                ),
            ),
            unit="s",
            interval=STEP,
            decimals=3,
            width=8,
            steps={"text": None, "yellow": 0.1, "red": 0.5},
            show_steps=True,
            nothing="not measured",
        ),
        Panel(
            title="How fast does text arrive?",
            description=(
                "Median of output tokens per second by model, over whole streams. People read five "
                "to ten a second; a model that falls below its usual line is throttled or "
                "overloaded at the provider."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.5, sum by (le, model) (rate("
                        "llm_tokens_per_second_bucket[$__rate_interval])))"
                    ),
                    legend="{{model}}",
                ),
            ),
            unit="suffix: tokens/s",
            interval=STEP,
            decimals=0,
            width=8,
            minimum=0,
        ),
    ),
)
