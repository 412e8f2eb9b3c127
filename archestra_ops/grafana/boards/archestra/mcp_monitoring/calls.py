"""What is called, and does it answer?"""

from archestra_ops.grafana.board import Panel, Query, Row

# The busiest of the chosen range, so that a legend stays the same while its lines move.
BUSIEST = "topk(10, sum by (tool_name) (increase(mcp_tool_calls_total[$__range] @ end())))"

CALLS = Row(
    title="Calls: what is called?",
    panels=(
        Panel(
            title="How do calls end?",
            description=(
                "Tool calls per second by outcome. Red that grows with the total is a server or "
                "a tool that fails; red alone, without more traffic, is often a policy, whose "
                "refusals count as errors."
            ),
            queries=(
                Query(
                    expr="sum by (status) (rate(mcp_tool_calls_total[$__rate_interval]))",
                    legend="{{status}}",
                ),
            ),
            unit="cps",
            width=8,
            minimum=0,
            stack=True,
            colors={"success": "green", "error": "red"},
            nothing="no calls",
        ),
        Panel(
            title="Which servers are called?",
            description=(
                "Tool calls per second by MCP server; `archestra` is the platform's own tools, "
                "`unknown` a tool whose name has no server in front. A server that drops to 0 "
                "while the others go on has lost its clients, or they their tools."
            ),
            queries=(
                Query(
                    expr="sum by (mcp_server_name) (rate(mcp_tool_calls_total[$__rate_interval]))",
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="cps",
            width=8,
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="Which tools are called?",
            description=(
                "Tool calls per second of the ten busiest tools of the chosen range. One tool "
                "that climbs steeply alone is often an agent in a loop: the agents row says whose."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (tool_name) (rate(mcp_tool_calls_total[$__rate_interval]))"
                        f" and on (tool_name) {BUSIEST}"
                    ),
                    legend="{{tool_name}}",
                ),
            ),
            unit="cps",
            width=8,
            minimum=0,
            nothing="no calls",
        ),
    ),
)
