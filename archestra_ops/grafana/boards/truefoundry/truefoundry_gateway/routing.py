"""Where do rules send requests?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, TIMED, occurrences, per_second

_ROUTED = "ai_gateway_load_balanced_requests_total"
# Releases up to 0.100 have it, later ones nothing in its place.
_FELL_BACK = "llm_gateway_fallback_requests_total"

ROUTING = Row(
    title="Routing: where do rules send requests?",
    collapsed=True,
    panels=(
        Panel(
            title="Which models do routing rules choose?",
            description=(
                "Requests per minute by rule and the model that they were sent to. The lines of a "
                "rule should stand to each other as its weights do; one that falls to 0 was taken "
                "out because it failed."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(_ROUTED, 'ruleId, model_name')}",
                    legend="{{ruleId}}: {{model_name}}",
                ),
            ),
            unit="cpm",
            interval=STEP,
            minimum=0,
            stack=True,
            nothing="no rule routes",
        ),
        Panel(
            title="How much is routed by rules?",
            description=(
                "Requests that each rule routed, of all requests. What is not routed names its "
                "model itself, and has no other to go to when that fails."
            ),
            queries=(
                Query(
                    expr=(
                        f"{per_second(_ROUTED, 'ruleId')}"
                        f" / on () group_left () (sum(rate({TIMED}[$__rate_interval])) > 0)"
                    ),
                    legend="{{ruleId}}",
                ),
            ),
            unit="percentunit",
            interval=STEP,
            minimum=0,
            nothing="no rule routes",
        ),
        Panel(
            title="How often does a fallback serve?",
            description=(
                "Requests per minute that a fallback served, by rule. Above 0 a model of the rule "
                "does not answer: see which model fails."
            ),
            queries=(Query(expr=f"60 * {per_second(_FELL_BACK, 'ruleId')}", legend="{{ruleId}}"),),
            unit="cpm",
            interval=STEP,
            minimum=0,
            nothing="no fallbacks",
        ),
        Panel(
            title="Which model serves as a fallback?",
            description=(
                "Requests that a fallback served in the chosen range, by rule and model, the ten "
                "most frequent. What stands in for long may cost more: compare the models."
            ),
            queries=(
                Query(
                    expr=f"topk(10, {occurrences(_FELL_BACK, 'ruleId, model_name')})",
                    legend="{{ruleId}}: {{model_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no fallbacks",
        ),
    ),
)
