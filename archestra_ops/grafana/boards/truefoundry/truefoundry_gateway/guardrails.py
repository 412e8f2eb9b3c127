"""What do guardrails decide, and how long does it take?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, mean, per_second, total

_EVALUATED = "ai_gateway_guardrail_requests_total"
# Releases up to 0.100 have this one, by rule.
_HIT = "llm_gateway_guardrails_requests_total"

GUARDRAILS = Row(
    title="Guardrails: what do they decide, and how long does it take?",
    collapsed=True,
    panels=(
        Panel(
            title="What do guardrails decide?",
            description=(
                "Evaluations per minute by guardrail and result. The names of results are the "
                "gateway's; a rise of one that is usually small is an attack, or a guardrail that "
                "is too strict."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(_EVALUATED, 'guardrail_fqn, result')}",
                    legend="{{guardrail_fqn}}: {{result}}",
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no guardrails",
        ),
        Panel(
            title="What share has each result?",
            description=(
                "Results of each guardrail over the chosen range, of all its evaluations. The "
                "values are not published, so that no colour says which are bad."
            ),
            queries=(
                Query(
                    expr=(
                        f"{total(_EVALUATED, 'guardrail_fqn, result')}"
                        " / on (guardrail_fqn) group_left ()"
                        f" ({total(_EVALUATED, 'guardrail_fqn')} > 0)"
                    ),
                    legend="{{guardrail_fqn}}: {{result}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="percentunit",
            decimals=1,
            width=8,
            minimum=0,
            maximum=1,
            nothing="no guardrails",
        ),
        Panel(
            title="How long does a guardrail take?",
            description=(
                "Mean time of an evaluation, by guardrail. What stands before the model adds to "
                "the first token of every request: tens of milliseconds are well, above 500 ms "
                "use a smaller one or run it afterwards."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_guardrail_execution_latency_ms", "guardrail_fqn"),
                    legend="{{guardrail_fqn}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 500, "red": 1000},
            show_steps=True,
            nothing="no guardrails",
        ),
        Panel(
            title="Which guardrails are hit?",
            description=(
                "Requests per minute that hit a guardrail, by rule. A sudden rise is an attack, or "
                "a guardrail that is too strict."
            ),
            queries=(Query(expr=f"60 * {per_second(_HIT, 'ruleId')}", legend="{{ruleId}}"),),
            unit="cpm",
            interval=STEP,
            width=24,
            minimum=0,
            nothing="none is hit",
        ),
    ),
)
