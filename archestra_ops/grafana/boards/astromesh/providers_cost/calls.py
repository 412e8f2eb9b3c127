"""Which models are called, and do they answer?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import CALLS as NAMES
from archestra_ops.grafana.boards.astromesh.names import STEP

CALLS = Row(
    title="Calls: which models are called, and do they answer?",
    panels=(
        Panel(
            title="Which providers are called?",
            description=(
                "Calls per minute by provider. Over OTLP a call that fails is `unknown`: where "
                "that line rises and another falls as much, that other provider fails."
            ),
            queries=tuple(
                Query(
                    expr=f"60 * sum by (provider) (rate({calls}[$__rate_interval]))",
                    legend="{{provider}}",
                )
                for calls in NAMES
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"unknown": "red"},
            nothing="no calls",
        ),
        Panel(
            title="Which models are called?",
            description=(
                "Calls per minute by model; over OTLP, `unknown` are calls that failed. A model "
                "that takes over from another is a fallback, or a new configuration."
            ),
            queries=tuple(
                Query(
                    expr=f"60 * sum by (model) (rate({calls}[$__rate_interval]))",
                    legend="{{model}}",
                )
                for calls in NAMES
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"unknown": "red"},
            nothing="no calls",
        ),
        Panel(
            title="What share of calls fails?",
            description=(
                "Calls with an error of all calls. Over OTLP it cannot be told by provider: which "
                "one it is shows in the answered calls that fall away, and in the message of "
                "`llm.complete` at `/v1/traces/`."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f'sum(rate({calls}{{status="error"}}[$__rate_interval]))'
                        f" / (sum(rate({calls}[$__rate_interval])) > 0)"
                    ),
                    legend="failed",
                )
                for calls in NAMES
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no failures",
            interval=STEP,
        ),
        Panel(
            title="What share of a provider's calls fails?",
            description=(
                "Calls with an error of all calls, by provider, for those that fail at all. One "
                "provider near 100 % is down, or its key has expired."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (provider) (rate(astromesh_provider_calls_total"
                        '{status="error"}[$__rate_interval]))'
                        " / (sum by (provider) (rate("
                        "astromesh_provider_calls_total[$__rate_interval])) > 0)"
                    ),
                    legend="{{provider}}",
                ),
            ),
            unit="percentunit",
            width=24,
            height=6,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no failures",
            interval=STEP,
        ),
    ),
)
