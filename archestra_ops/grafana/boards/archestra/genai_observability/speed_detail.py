"""Who is slow, and where does the time go?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import STEP

_SPREAD = ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
_DURATION = "llm_request_duration_seconds"


def _quantile(quantile: float, histogram: str, by: str = "le") -> str:
    buckets = f"sum by ({by}) (rate({histogram}_bucket[$__rate_interval]))"
    return f"histogram_quantile({quantile}, {buckets})"


SPEED_DETAIL = Row(
    title="Speed in depth: who is slow, where does the time go?",
    collapsed=True,
    panels=(
        Panel(
            title="Which provider is slow to start?",
            description=(
                "95th percentile of the time to the first token by provider. One line rising "
                "alone is that provider's trouble: route its traffic elsewhere until it is over."
            ),
            queries=(
                Query(
                    expr=_quantile(0.95, "llm_time_to_first_token_seconds", "le, provider"),
                    legend="{{provider}}",
                ),
            ),
            unit="s",
            interval=STEP,
            minimum=0,
            steps={"text": None, "yellow": 2, "red": 5},
            show_steps=True,
        ),
        Panel(
            title="Which model is slow to start?",
            description=(
                "95th percentile of the time to the first token by model. Models that reason "
                "before they answer are slow by nature; compare each with its own past."
            ),
            queries=(
                Query(
                    expr=_quantile(0.95, "llm_time_to_first_token_seconds", "le, model"),
                    legend="{{model}}",
                ),
            ),
            unit="s",
            interval=STEP,
            minimum=0,
            steps={"text": None, "yellow": 2, "red": 5},
            show_steps=True,
        ),
        Panel(
            title="How long does the caller wait for a byte?",
            description=(
                "Percentiles from receiving a request to the first byte sent to the caller, "
                "streams only: the provider's time and the platform's own. Releases up to v1.3.15 "
                "do not measure it."
            ),
            queries=(
                *(
                    Query(expr=_quantile(quantile, "llm_time_to_first_byte_seconds"), legend=legend)
                    for quantile, legend in _SPREAD
                ),
            ),
            unit="s",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="not measured",
        ),
        Panel(
            title="How long does the provider take to respond?",
            description=(
                "Percentiles of the time until the provider responds. For a stream that is its "
                "start, not its end; for other calls the whole answer. 60 s is the end of the "
                "histogram: read it as 'longer'."
            ),
            queries=(
                *(
                    Query(expr=_quantile(quantile, _DURATION), legend=legend)
                    for quantile, legend in _SPREAD
                ),
            ),
            unit="s",
            interval=STEP,
            width=8,
            minimum=0,
        ),
        Panel(
            title="How slow is text at its slowest?",
            description=(
                "One stream in twenty is slower than this, in tokens per second by model. Below "
                "10 the reader waits for the model."
            ),
            queries=(
                Query(
                    expr=_quantile(0.05, "llm_tokens_per_second", "le, model"), legend="{{model}}"
                ),
            ),
            unit="suffix: tokens/s",
            interval=STEP,
            decimals=0,
            width=8,
            minimum=0,
            steps={"yellow": None, "text": 10},
            show_steps=True,
        ),
    ),
)
