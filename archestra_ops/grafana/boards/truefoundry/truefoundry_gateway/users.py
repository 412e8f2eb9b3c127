"""Who asks, and how do they fare?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import (
    STEP,
    TIMED,
    busiest,
    failing,
    mean,
    per_second,
)
from archestra_ops.grafana.boards.truefoundry.summary import summary

_MOST = "topk(10, sum by (username) (increase({}[$__range] @ end())))"
_ACTIVE = f" and on (username) {_MOST.format(TIMED)}"
_COST = "ai_gateway_request_cost_total"

USERS = Row(
    title="Users: who asks, and how do they fare?",
    collapsed=True,
    panels=(
        Panel(
            title="Who asks most?",
            description=(
                "Requests per second of the ten busiest users of the chosen range. One that climbs "
                "alone is often an application in a loop: give it a rate limit of its own."
            ),
            queries=(Query(expr=busiest(TIMED, "username"), legend="{{username}}"),),
            unit="reqps",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no requests",
        ),
        Panel(
            title="Whose requests fail?",
            description=(
                "Share of failed requests of the ten busiest users. One alone: its requests are "
                "wrong, or the model that it uses is down; all together: see which model fails."
            ),
            queries=(Query(expr=f"({failing('username')}){_ACTIVE}", legend="{{username}}"),),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no requests",
        ),
        Panel(
            title="Who spends most?",
            description=(
                "Estimated US dollars per hour of the ten users who spent most in the chosen "
                "range. A step of one of them is worth a question, and a budget rule."
            ),
            queries=(
                Query(
                    expr=(
                        f"3600 * ({per_second(_COST, 'username')}"
                        f" and on (username) {_MOST.format(_COST)})"
                    ),
                    legend="{{username}}",
                ),
            ),
            unit="currencyUSD",
            interval=STEP,
            decimals=2,
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing priced",
        ),
        Panel(
            title="Who waits longest?",
            description=(
                "Mean time of a request, of the ten busiest users. It follows the models and the "
                "length of answers that each asks for: compare with the models before looking "
                "for a fault."
            ),
            queries=(
                Query(
                    expr=f"({mean('ai_gateway_request_processing_ms', 'username')}){_ACTIVE}",
                    legend="{{username}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no requests",
        ),
        Panel(
            title="Who waits longest for the first token?",
            description=(
                "Mean time to the first token, of the ten busiest users, streams only. Red from "
                "3 s on, where the alert begins. One user slower than others with the same model "
                "sends longer prompts."
            ),
            queries=(
                Query(
                    expr=f"({mean('ai_gateway_first_token_latency_ms', 'username')}){_ACTIVE}",
                    legend="{{username}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 2000, "red": 3000},
            show_steps=True,
            nothing="no streams",
        ),
        Panel(
            title="Whose text arrives slowly?",
            description=(
                "Mean time between two tokens, of the ten busiest users. It follows the models "
                "that each uses."
            ),
            queries=(
                Query(
                    expr=f"({mean('ai_gateway_inter_token_latency_ms', 'username')}){_ACTIVE}",
                    legend="{{username}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no streams",
        ),
        summary(
            "What did each user ask for?",
            (
                "Over the chosen range by user and model, the dearest first. A high share of "
                "failures with few requests is a client that is set up wrongly."
            ),
            username="User",
            model_name="Model",
        ),
    ),
)
