"""What do agents use?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import STEP
from archestra_ops.grafana.boards.astromesh.names import TOKENS as USED

TOKENS = Row(
    title="Tokens: what do agents use?",
    panels=(
        Panel(
            title="Which agents use tokens?",
            description=(
                "Tokens per hour by agent, prompts and answers together. An agent that climbs "
                "alone is in a loop, or its prompts grow with every turn."
            ),
            queries=tuple(
                Query(
                    expr=f"3600 * sum by ({label}) (rate({tokens}[$__rate_interval]))",
                    legend=f"{{{{{label}}}}}",
                )
                for label, tokens in USED
            ),
            unit="short",
            width=8,
            minimum=0,
            stack=True,
            nothing="no tokens",
            interval=STEP,
        ),
        Panel(
            title="Are tokens sent, or received?",
            description=(
                "Tokens per hour by direction. Input that grows alone is longer prompts: memory, "
                "looked-up passages, results of tools. Output costs several times as much."
            ),
            queries=tuple(
                Query(
                    expr=f"3600 * sum by (direction) (rate({tokens}[$__rate_interval]))",
                    legend="{{direction}}",
                )
                for _, tokens in USED
            ),
            unit="short",
            width=8,
            minimum=0,
            stack=True,
            nothing="no tokens",
            interval=STEP,
        ),
        Panel(
            title="How many tokens does a run use?",
            description=(
                "Tokens per run by agent. It should be level. A steady climb is a memory that "
                "only grows; a step is a new prompt, or another pattern."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"sum by ({label}) (rate({tokens}[$__rate_interval]))"
                        f" / (sum by ({label}) (rate("
                        "astromesh_agent_runs_total[$__rate_interval])) > 0)"
                    ),
                    legend=f"{{{{{label}}}}}",
                )
                for label, tokens in USED
            ),
            unit="short",
            width=8,
            minimum=0,
            nothing="no runs",
            interval=STEP,
        ),
    ),
)
