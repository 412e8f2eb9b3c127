"""Who calls tools?"""

from archestra_ops.grafana.board import Panel, Query, Row

AGENTS = Row(
    title="Agents: who calls tools?",
    collapsed=True,
    panels=(
        Panel(
            title="Which agents call tools?",
            description=(
                "Tool calls per second by agent. One that climbs alone without more users is "
                "often in a loop: find its session on the Agent Sessions board."
            ),
            queries=(
                Query(
                    expr="sum by (agent_name) (rate(mcp_tool_calls_total[$__rate_interval]))",
                    legend="{{agent_name}}",
                ),
            ),
            unit="cps",
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="Do calls come from agents, gateways or the chat?",
            description=(
                "Tool calls per second by what kind of agent made them. Calls from the chat are "
                "reported without a kind, without custom agent labels and without sizes."
            ),
            queries=(
                Query(
                    expr=(
                        "label_replace(sum by (agent_type) (rate("
                        'mcp_tool_calls_total[$__rate_interval])), "agent_type", "chat", '
                        '"agent_type", "")'
                    ),
                    legend="{{agent_type}}",
                ),
            ),
            unit="cps",
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="What share of an agent's calls fails?",
            description=(
                "Errors of all calls by agent, for agents that fail at all; calls refused by "
                "policy count as errors. One agent high and the others not: its policies or its "
                "credentials."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (agent_name) (rate("
                        'mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                        " / (sum by (agent_name) (rate("
                        "mcp_tool_calls_total[$__rate_interval])) > 0)"
                    ),
                    legend="{{agent_name}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.1, "red": 0.5},
            show_steps=True,
            nothing="no failures",
            interval="1m",
        ),
        Panel(
            title="How long does each agent wait?",
            description=(
                "95th percentile of its tool calls, by agent. It follows from the tools that the "
                "agent uses: compare with the slowest tools before looking for a fault."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, agent_name) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{agent_name}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="Which servers does each agent use?",
            description=(
                "Calls in the chosen range by agent and MCP server, the 20 commonest. A pair that "
                "should not be there is a tool that the agent should not have been given."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(20, sum by (agent_name, mcp_server_name) (increase("
                        "mcp_tool_calls_total[$__range])))"
                    ),
                    legend="{{agent_name}}: {{mcp_server_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="How much is in use?",
            description=(
                "Servers, tools and agents with a call in the chosen range. Servers that run and "
                "are never called can go."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"count(sum by ({label}) (increase(mcp_tool_calls_total[$__range])) > 0)"
                    ),
                    legend=legend,
                    instant=True,
                )
                for label, legend in (
                    ("mcp_server_name", "servers"),
                    ("tool_name", "tools"),
                    ("agent_name", "agents"),
                )
            ),
            kind="stat",
            unit="short",
            decimals=0,
            nothing="none",
        ),
    ),
)
