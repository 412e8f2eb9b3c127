"""Who is at the end of a budget?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, occurrences, per_second, share

_APPLIED = "ai_gateway_budget_applied_total"
_MATCHED = "ai_gateway_budget_nominated_total"
# Releases up to 0.100 have this one alone.
_HIT = "llm_gateway_budget_requests_total"

BUDGETS = Row(
    title="Budgets: who is at the end of one?",
    collapsed=True,
    panels=(
        Panel(
            title="Which budgets are hit?",
            description=(
                "Requests per minute that a budget was applied to, by rule. From its first hit on, "
                "what the budget is for stands still until its period ends: raise it, or wait."
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
            title="How often is each budget hit when it matches?",
            description=(
                "Requests that a budget was applied to, of those that it matched. It jumps from 0 "
                "towards 100 % when a budget is used up. Releases up to 0.100 do not tell what "
                "matched."
            ),
            queries=(Query(expr=share(_APPLIED, _MATCHED, "ruleId"), legend="{{ruleId}}"),),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.5},
            show_steps=True,
            nothing="none matches",
        ),
        Panel(
            title="How much of each budget is used?",
            description=(
                "Usage as the gateway gives it, by rule. Its unit is not published: compare with "
                "the budget in the rule's configuration. A fall is the start of a new period. "
                "Tenant, user and model do not apply, since the metric's other labels are not "
                "published."
            ),
            queries=(Query(expr="max by (ruleId) (ai_gateway_budget_usage)", legend="{{ruleId}}"),),
            unit="short",
            width=8,
            minimum=0,
            nothing="no budgets",
        ),
        Panel(
            title="Which budgets match?",
            description=(
                "Requests per minute that each budget matched, hit or not. A budget that should "
                "match and has no line here is written for another model, user or tenant: nothing "
                "is charged to it."
            ),
            queries=(Query(expr=f"60 * {per_second(_MATCHED, 'ruleId')}", legend="{{ruleId}}"),),
            unit="cpm",
            interval=STEP,
            minimum=0,
            nothing="none matches",
        ),
        Panel(
            title="Whom do budgets hit?",
            description=(
                "Requests in the chosen range that a budget was applied to, by rule and user, the "
                "ten most frequent."
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
            minimum=0,
            nothing="nobody",
        ),
    ),
)
