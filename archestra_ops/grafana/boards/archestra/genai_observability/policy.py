"""What did policies block, and who is kept out?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import ANSWERED, STEP
from archestra_ops.grafana.boards.occurrences import occurrences

_BLOCKED = "sum by (agent_name) (rate(llm_blocked_tools_total[$__rate_interval]))"
_ANSWERS = f"sum by (agent_name) (rate({ANSWERED}[$__rate_interval]))"

POLICY = Row(
    title="Policy: what was blocked, who was kept out?",
    collapsed=True,
    panels=(
        Panel(
            title="Whose tool calls are blocked?",
            description=(
                "Tool calls per minute that a policy refused, by agent. One refusal blocks every "
                "tool call of the same answer. One agent alone: its policy is too strict, or what "
                "it read told it to misbehave; its sessions show which."
            ),
            queries=(Query(expr=f"60 * {_BLOCKED}", legend="{{agent_name}}"),),
            unit="cpm",
            interval=STEP,
            minimum=0,
            stack=True,
            nothing="none blocked",
        ),
        Panel(
            title="How many are blocked per hundred answers?",
            description=(
                "Blocked tool calls for every hundred answers of a model, by agent: the rise that "
                "more traffic does not explain. A step right after a policy was changed is the "
                "policy; without one it is worth a look at the traces."
            ),
            queries=(
                Query(
                    expr=f"100 * ({_BLOCKED} or 0 * {_ANSWERS}) / ({_ANSWERS} > 0)",
                    legend="{{agent_name}}",
                ),
            ),
            unit="short",
            interval=STEP,
            decimals=1,
            minimum=0,
            nothing="no answers",
        ),
        Panel(
            title="Which model asks for what is blocked?",
            description=(
                "Blocked tool calls in the chosen range by provider and model, the ten with most. "
                "Smaller models call tools that they were told not to; a stricter prompt or a "
                "larger model helps."
            ),
            queries=(
                Query(
                    expr=f"topk(10, {occurrences('llm_blocked_tools_total', 'provider, model')})",
                    legend="{{provider}} {{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="none blocked",
        ),
        Panel(
            title="Who fails to authenticate too often?",
            description=(
                "Requests to the proxy in the chosen range that were refused because "
                "authentication had failed too often before, by what is counted: one credential, "
                "or one address. Should be 0. A credential is a client with a stale key; an "
                "address is somebody who guesses. Provider, model, agent and source do not apply."
            ),
            queries=(
                Query(
                    expr=occurrences("llm_proxy_auth_rate_limited_total", "bucket"),
                    legend="{{bucket}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "yellow": 0.5},
            nothing="none",
        ),
    ),
)
