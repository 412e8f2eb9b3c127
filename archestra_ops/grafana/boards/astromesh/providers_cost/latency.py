"""How long do models take?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import LATENCY as NAMES
from archestra_ops.grafana.boards.astromesh.names import STEP

# The last bound of the documented histogram is 10, so that only the live one has this.
SLOW = 'le=~"25([.]0)?"'


def mean(latency: str, label: str) -> str:
    """The mean length of the calls with each value of *label*."""
    return (
        f"sum by ({label}) (rate({latency}_sum[$__rate_interval]))"
        f" / (sum by ({label}) (rate({latency}_count[$__rate_interval])) > 0)"
    )


LATENCY = Row(
    title="Latency: how long do models take?",
    panels=(
        *(
            Panel(
                title=f"How long do a {label}'s calls take?",
                description=description,
                queries=tuple(
                    Query(expr=mean(latency, label), legend=f"{{{{{label}}}}}") for latency in NAMES
                ),
                unit="s",
                width=8,
                minimum=0,
                nothing="no calls",
                interval=STEP,
            )
            for label, description in (
                (
                    "provider",
                    (
                        "Mean by provider. One that climbs alone has a queue; all of them together "
                        "are the way out of your network, or a runtime that lacks CPU."
                    ),
                ),
                (
                    "model",
                    (
                        "Mean by model. Larger models and longer answers take longer; a step "
                        "without either is the provider's."
                    ),
                ),
            )
        ),
        Panel(
            title="What share of calls takes longer than 25 s?",
            description=(
                "By model. The bounds of the live histogram are wide (5, 10, 25, 50 s …), so that "
                "a percentile would be a guess; the share beyond a bound is exact."
            ),
            queries=(
                Query(
                    expr=(
                        "1 - sum by (model) (rate("
                        f"astromesh_llm_latency_seconds_bucket{{{SLOW}}}[$__rate_interval]))"
                        " / (sum by (model) (rate("
                        "astromesh_llm_latency_seconds_count[$__rate_interval])) > 0)"
                    ),
                    legend="{{model}}",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.25},
            show_steps=True,
            nothing="no calls",
            interval=STEP,
        ),
        Panel(
            title="How long do a provider's slowest calls take?",
            description=(
                "99th percentile by provider. 10 s is the end of the histogram, which is short for "
                "models: read it as 'longer', and look at the mean."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.99, sum by (le, provider) (rate("
                        "astromesh_provider_latency_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{provider}}",
                ),
            ),
            unit="s",
            width=8,
            minimum=0,
            nothing="no calls",
            interval=STEP,
        ),
    ),
)
