"""Do agents get their work done?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import AGENT_TIMED, mean, occurrences

_EXHAUSTED = "ai_gateway_agent_request_iteration_limit_reached_total"

VERDICTS = Row(
    title="Do agents get their work done?",
    panels=(
        Panel(
            title="How many agent requests use up their rounds?",
            description=(
                "Share of agent requests over the chosen range that reached their limit of rounds "
                "and ended without being done. A few are normal; above 5 % tools do not give what "
                "the agents look for, or the limit is too low."
            ),
            queries=(
                Query(
                    # Both with the first of each series, or a few requests show more than 100 %.
                    expr=(
                        f"({occurrences(_EXHAUSTED)} or vector(0))"
                        f" / ({occurrences(AGENT_TIMED)} > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.05, "red": 0.2},
            nothing="no requests",
        ),
        Panel(
            title="How long do agent requests take?",
            description=(
                "Mean time of an agent request over the chosen range, all rounds together. No "
                "colour, because it follows the work: compare with the same time of another day. "
                "The next rows tell models, tools and MCP servers apart."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_agent_request_duration_ms", window="$__range"),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="ms",
            width=4,
            height=4,
            nothing="no requests",
        ),
        Panel(
            title="How long does a tool take?",
            description=(
                "Mean time of a tool call over the chosen range. Most tools answer within a "
                "second; above 5 s agents wait for tools more than for models: see which tool. Red "
                "from 10 s, where the alert begins. Models do not apply to tools."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_agent_tool_latency_ms", window="$__range"), instant=True
                ),
            ),
            kind="stat",
            unit="ms",
            width=4,
            height=4,
            steps={"green": None, "yellow": 5000, "red": 10000},
            nothing="no calls",
        ),
        Panel(
            title="How long does it take to reach MCP servers?",
            description=(
                "Mean time to connect to an MCP server and to list its tools, over the chosen "
                "range. It comes before every agent request that uses the server: below 1 s is "
                "well, from 2 s on, where the alert begins, look at the server. Models and tools "
                "do not apply."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_agent_mcp_connect_latency_ms", window="$__range"),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="ms",
            width=4,
            height=4,
            steps={"green": None, "yellow": 1000, "red": 2000},
            nothing="no servers",
        ),
        Panel(
            title="How many tools does a request call?",
            description=(
                "Mean tool calls of an agent request over the chosen range. Much more than usual "
                "is an agent that tries again and again; 0 is one that lost its tools."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_agent_request_tool_calls", window="$__range"),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=1,
            width=4,
            height=4,
            nothing="no requests",
        ),
        Panel(
            title="How much are agents asked?",
            description=(
                "Agent requests per minute over the chosen range. Yellow: none at all. Where there "
                "should be some, look at whether the gateway is scraped, and at the choices on top."
            ),
            queries=(Query(expr=f"60 * sum(rate({AGENT_TIMED}[$__range]))", instant=True),),
            kind="stat",
            unit="cpm",
            decimals=1,
            width=4,
            height=4,
            steps={"yellow": None, "green": 1e-9},
            nothing="no requests",
        ),
    ),
)
