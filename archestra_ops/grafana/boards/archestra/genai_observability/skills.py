"""Are skills used, and what do they add to the context?"""

from archestra_ops.grafana.board import Panel, Query, Row

SKILLS = Row(
    title="Skills: are they used, what do they add to the context?",
    collapsed=True,
    panels=(
        Panel(
            title="How are skills activated?",
            description=(
                "Activations per minute: `slash_command` and `chat_attachment` are people, "
                "`load_skill` and `delegation` are agents. Agents at 0 do not find the skills: "
                "write descriptions that say when to use them. Provider, model, agent and "
                "source do not apply in this row."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (activation_type) (rate("
                        "skill_activations_total[$__rate_interval]))"
                    ),
                    legend="{{activation_type}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            stack=True,
            nothing="none activated",
        ),
        Panel(
            title="How much context do skills take?",
            description=(
                "Tokens per minute that activated skills added to prompts. Every later call of "
                "the conversation pays for them again."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (activation_type) (rate("
                        "skill_context_tokens_total[$__rate_interval]))"
                    ),
                    legend="{{activation_type}}",
                ),
            ),
            unit="suffix: tokens/min",
            decimals=0,
            minimum=0,
            interval="1m",
            stack=True,
            nothing="none activated",
        ),
    ),
)
