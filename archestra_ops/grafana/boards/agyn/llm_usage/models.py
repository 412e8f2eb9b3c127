"""Which provider, which model?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.llm_usage.answers import RESPONSES, share

_PROPOSED = (
    "The labels `provider` and `model` are proposed: without them there is one line for all."
)

_BAD_BY_MODEL = share('=~"[45].."', "$__range", "provider, model")

MODELS = Row(
    title="Models: which provider, which model?",
    panels=(
        Panel(
            title="Which model's answers are bad?",
            description=(
                "Share of the answers in the chosen range that are 4xx or 5xx, by model, worst "
                f"first. One model far above the others of its provider is its own. {_PROPOSED}"
            ),
            queries=(
                Query(
                    expr=f"topk(10, {_BAD_BY_MODEL})",
                    legend="{{provider}} {{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="percentunit",
            width=8,
            decimals=2,
            minimum=0,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no answers",
        ),
        Panel(
            title="Which provider limits the rate?",
            description=(
                "Share of the answers with 429 by provider. The provider's own limit, or ours for "
                f"it, is too small for what agents ask. {_PROPOSED}"
            ),
            queries=(
                Query(expr=share('="429"', "$__rate_interval", "provider"), legend="{{provider}}"),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 0.005, "red": 0.01},
            show_steps=True,
        ),
        Panel(
            title="Which models are asked?",
            description=(
                "Answers per second by model. A model that appears, or is gone, is a change of an "
                f"agent's settings. {_PROPOSED}"
            ),
            queries=(
                Query(
                    expr=f"sum by (provider, model) (rate({RESPONSES}[$__rate_interval]))",
                    legend="{{provider}} {{model}}",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
            stack=True,
        ),
    ),
)
