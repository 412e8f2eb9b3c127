"""How long do agents wait for tools?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.mcp_monitoring.calls import BUSIEST

DURATION = Row(
    title="Duration: how long do agents wait?",
    panels=(
        Panel(
            title="How long do calls take?",
            description=(
                "Percentiles of all calls that took measurable time. p50 is what an agent "
                "usually waits; a p99 that leaves the others behind is one slow tool. A line at "
                "60 s means 60 s or longer."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"histogram_quantile({quantile}, sum by (le) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend=legend,
                )
                for quantile, legend in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
            ),
            unit="s",
            width=8,
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="Which servers are slow?",
            description=(
                "95th percentile by MCP server. One server that rises alone is slow itself, or "
                "what is behind it; all of them together point at the platform: look at the event "
                "loop on the Application Metrics board."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, mcp_server_name) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="s",
            width=8,
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="Which tools are slow?",
            description=(
                "95th percentile of the ten busiest tools of the chosen range. A tool that is "
                "always slow is its nature; one that became slow is news. The slowest of all "
                "tools are in the next row."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, tool_name) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__rate_interval])))"
                        f" and on (tool_name) {BUSIEST}"
                    ),
                    legend="{{tool_name}}",
                ),
            ),
            unit="s",
            width=8,
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
    ),
)
