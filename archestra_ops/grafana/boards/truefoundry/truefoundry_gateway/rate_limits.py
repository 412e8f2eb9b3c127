"""Whom do rate limits hit?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, occurrences, per_second, share

_APPLIED = "ai_gateway_rate_limit_applied_total"
_MATCHED = "ai_gateway_rate_limit_nominated_total"
# Releases up to 0.100 have this one alone.
_HIT = "llm_gateway_rate_limit_requests_total"

RATE_LIMITS = Row(
    title="Rate limits: whom do they hit?",
    collapsed=True,
    panels=(
        Panel(
            title="Which rate limits are hit?",
            description=(
                "Requests per minute that a rate limit was applied to, by rule. Steady hits mean "
                "that a limit is lower than normal work needs; a sudden rise is one client in a "
                "loop, whom the limit rightly stops."
            ),
            queries=tuple(
                Query(expr=f"60 * {per_second(hit, 'ruleId')}", legend="{{ruleId}}")
                for hit in (_APPLIED, _HIT)
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="none is hit",
        ),
        Panel(
            title="How often is each rate limit hit when it matches?",
            description=(
                "Requests that a rule was applied to, of those that it matched. Near 0 the limit "
                "is generous, above 20 % its users are held up. Releases up to 0.100 do not tell "
                "what matched."
            ),
            queries=(Query(expr=share(_APPLIED, _MATCHED, "ruleId"), legend="{{ruleId}}"),),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.2},
            show_steps=True,
            nothing="none matches",
        ),
        Panel(
            title="Which rate limits match?",
            description=(
                "Requests per minute that each rule matched, hit or not. A rule that should match "
                "and has no line here is written for another model, user or tenant."
            ),
            queries=(Query(expr=f"60 * {per_second(_MATCHED, 'ruleId')}", legend="{{ruleId}}"),),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="none matches",
        ),
        Panel(
            title="Whom do rate limits hit?",
            description=(
                "Requests in the chosen range that a rate limit was applied to, by rule and user, "
                "the ten most frequent. Ask the one on top what it does before raising a limit."
            ),
            queries=tuple(
                Query(
                    expr=f"topk(10, {occurrences(hit, 'ruleId, username')})",
                    legend="{{ruleId}}: {{username}}",
                    instant=True,
                )
                for hit in (_APPLIED, _HIT)
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=24,
            minimum=0,
            nothing="nobody",
        ),
    ),
)
