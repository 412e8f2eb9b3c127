"""Are requests answered, and if not, why?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import (
    FAILED,
    STEP,
    TIMED,
    failing,
    occurrences,
    per_second,
)

REQUESTS = Row(
    title="Requests: are they answered, and if not, why?",
    panels=(
        Panel(
            title="Which models are asked?",
            description=(
                "Requests per second by model. A model that drops to 0 while the others go on has "
                "lost its users, or was taken out of a routing rule."
            ),
            queries=(Query(expr=per_second(TIMED, "model_name"), legend="{{model_name}}"),),
            unit="reqps",
            interval=STEP,
            width=8,
            minimum=0,
            stack=True,
            nothing="no requests",
        ),
        Panel(
            title="Which model fails?",
            description=(
                "Share of each model's requests that fail. One at 100 %: its key, its name or its "
                "provider's outage; all together: the gateway's own network. Route to another "
                "model meanwhile."
            ),
            queries=(Query(expr=failing("model_name"), legend="{{model_name}}"),),
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
            title="Why do requests fail?",
            description=(
                "Failures per minute by error code and kind. 429 is the provider's limit for your "
                "account, 401 and 403 are keys, 400 is a request that the model does not take, 5xx "
                "and timeouts are the provider's own trouble."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(FAILED, 'error_code, exception_class')}",
                    legend="{{error_code}} {{exception_class}}",
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            stack=True,
            nothing="no failures",
        ),
        Panel(
            title="What failed most?",
            description=(
                "Failures in the chosen range by model and error code, the ten most frequent. "
                "Start with the longest bar; the gateway's request logs hold what the provider "
                "said."
            ),
            queries=(
                Query(
                    expr=f"topk(10, {occurrences(FAILED, 'model_name, error_code')})",
                    legend="{{error_code}}: {{model_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no failures",
        ),
        Panel(
            title="Do the gateway's counts agree?",
            description=(
                "Requests per second as counted, as timed, and as failed. Where `counted` and "
                "`timed` are one line, failures are in both, or in neither; where `timed` and "
                "`failed` add up to `counted`, failures are not timed, and the shares of failures "
                "here are too high: 43 % for 30 %, 100 % from half on. Releases up to 0.100 do not "
                "count; labels of metadata do not apply to `counted`."
            ),
            queries=(
                Query(expr=per_second("ai_gateway_requests_total"), legend="counted"),
                Query(expr=per_second(TIMED), legend="timed"),
                Query(expr=per_second(FAILED), legend="failed"),
            ),
            unit="reqps",
            interval=STEP,
            minimum=0,
            colors={"counted": "blue", "timed": "green", "failed": "red"},
            nothing="no requests",
        ),
    ),
)
