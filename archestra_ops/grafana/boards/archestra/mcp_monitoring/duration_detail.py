"""How are durations spread, server by server and tool by tool?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.mcp_monitoring.calls import BUSIEST

_BUCKETS = "mcp_tool_call_duration_seconds_bucket[$__rate_interval]"

DURATION_DETAIL = Row(
    title="Duration in depth: how are durations spread?",
    collapsed=True,
    panels=(
        Panel(
            title="How long does a server usually take?",
            description=(
                "Median by MCP server. A median that rises with the load means that the server is "
                "saturated; one that rises alone, that what is behind it became slow."
            ),
            queries=(
                Query(
                    expr=(
                        f"histogram_quantile(0.5, sum by (le, mcp_server_name) (rate({_BUCKETS})))"
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="How long does a server take at worst?",
            description=(
                "99th percentile by MCP server. Lines at 60 s mean 60 s or longer. Far above the "
                "95th percentile: single calls hang."
            ),
            queries=(
                Query(
                    expr=(
                        f"histogram_quantile(0.99, sum by (le, mcp_server_name) (rate({_BUCKETS})))"
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="How long does a tool usually take?",
            description=(
                "Median of the ten busiest tools of the chosen range. A median near the 95th "
                "percentile is a tool that is always slow; far below it, one that sometimes is."
            ),
            queries=(
                Query(
                    expr=(
                        f"histogram_quantile(0.5, sum by (le, tool_name) (rate({_BUCKETS})))"
                        f" and on (tool_name) {BUSIEST}"
                    ),
                    legend="{{tool_name}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="How long does a tool take at worst?",
            description=(
                "99th percentile of the ten busiest tools of the chosen range. Lines at 60 s mean "
                "60 s or longer: give such a tool a time limit of its own, or smaller tasks."
            ),
            queries=(
                Query(
                    expr=(
                        f"histogram_quantile(0.99, sum by (le, tool_name) (rate({_BUCKETS})))"
                        f" and on (tool_name) {BUSIEST}"
                    ),
                    legend="{{tool_name}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="Which servers cost agents most time?",
            description=(
                "Seconds that agents spent waiting per second, by MCP server: its calls times "
                "how long they take. What is on top is where a faster server helps most."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (mcp_server_name) (rate("
                        "mcp_tool_call_duration_seconds_sum[$__rate_interval]))"
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="short",
            decimals=2,
            width=24,
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
    ),
)
