"""Do agent requests come to an end, and how?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import AGENT_TIMED, STEP, mean, per_second

_EXHAUSTED = "ai_gateway_agent_request_iteration_limit_reached_total"

AGENTS = Row(
    title="Agents: do their requests come to a good end?",
    panels=(
        Panel(
            title="How do agent requests end?",
            description=(
                "Agent requests per minute by status. The values are the gateway's and are not "
                "published: one that grows alone, and is not the usual one, is what to look into."
            ),
            queries=(Query(expr=f"60 * {per_second(AGENT_TIMED, 'status')}", legend="{{status}}"),),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            stack=True,
            nothing="no requests",
        ),
        Panel(
            title="How long does an agent request take, by model?",
            description=(
                "Mean time of an agent request, by the model that it works with. A rise with the "
                "same number of tool calls is a slower model or slower tools; with more calls it "
                "is more work."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_agent_request_duration_ms", "model_name"),
                    legend="{{model_name}}",
                ),
            ),
            unit="ms",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="no requests",
        ),
        Panel(
            title="How many tools does each model call?",
            description=(
                "Mean tool calls of an agent request, by model. A model that needs more calls than "
                "another for the same work is dearer than its price says."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_agent_request_tool_calls", "model_name"),
                    legend="{{model_name}}",
                ),
            ),
            unit="short",
            interval=STEP,
            decimals=1,
            width=8,
            minimum=0,
            nothing="no requests",
        ),
        Panel(
            title="Who uses up the rounds?",
            description=(
                "Agent requests per minute that reached their limit, by model and limit. One model "
                "alone does not know when it is done: raise the limit only where the work needs it."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(_EXHAUSTED, 'model_name, iteration_limit')}",
                    legend="{{model_name}}: {{iteration_limit}} rounds",
                ),
            ),
            unit="cpm",
            interval=STEP,
            minimum=0,
            nothing="none",
        ),
        Panel(
            title="Do the counts of agent requests agree?",
            description=(
                "Agent requests per minute as counted, and as timed at their end. `counted` above "
                "`timed` for long are requests that do not come to an end. Releases up to 0.100 do "
                "not count."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second('ai_gateway_agent_requests_total')}", legend="counted"
                ),
                Query(expr=f"60 * {per_second(AGENT_TIMED)}", legend="timed"),
            ),
            unit="cpm",
            interval=STEP,
            minimum=0,
            colors={"counted": "blue", "timed": "green"},
            nothing="no requests",
        ),
    ),
)
