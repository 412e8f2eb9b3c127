"""Do tools work right now?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

VERDICTS = Row(
    title="Do tools work right now?",
    panels=(
        Panel(
            title="How many tool calls succeed?",
            description=(
                "Share of tool calls without an error over the chosen range. Calls that a policy "
                "refused count as errors and have no label of their own, so that some are normal "
                "where policies are strict. Below 95 % see which server it is in the errors row; "
                "a call's trace tells a refusal (`mcp.blocked`) from a failure."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum(increase(mcp_tool_calls_total{status="success"}[$__range]))'
                        " or vector(0)) / (sum(increase(mcp_tool_calls_total[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=1,
            width=4,
            height=4,
            steps={"red": None, "yellow": 0.9, "green": 0.95},
            nothing="no calls",
        ),
        Panel(
            title="How slow are tool calls?",
            description=(
                "95th percentile over the chosen range, of all tools together. Most tools answer "
                "within a second; above 5 s agents visibly wait. The duration row shows which "
                "server is slow. 60 s means 60 s or longer."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__range]))) >= 0"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 5, "red": 30},
            nothing="no calls",
        ),
        Panel(
            title="How much is called now?",
            description=(
                "Tool calls per second over the last five minutes. No colour, because every load "
                "is fine; 0 while agents work means that they reach no tool, or that the choices "
                "on top match none."
            ),
            # Not `$__rate_interval`, which is half an hour when a month is chosen.
            queries=(Query(expr="sum(rate(mcp_tool_calls_total[5m]))", instant=True),),
            kind="stat",
            unit="cps",
            decimals=2,
            width=4,
            height=4,
            nothing="no calls",
        ),
        Panel(
            title="How many calls failed?",
            description=(
                "Calls with an error in the chosen range, refused ones among them. What it means "
                "depends on how much was called: the first panel judges it, the errors row says "
                "where."
            ),
            queries=(
                Query(
                    expr=(
                        occurrences('mcp_tool_calls_total{status="error"}')
                        + " or 0 * sum(increase(mcp_tool_calls_total[$__range]))"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            nothing="no calls",
        ),
        Panel(
            title="Are servers down?",
            description=(
                "Self-hosted MCP servers whose deployment failed, each counted once. Every tool "
                "of theirs is gone for the agents: look at the server's pod (`kubectl describe "
                "pod`) and its logs. The choices on top do not apply here. No data: no web "
                "process is scraped, or no server is self-hosted."
            ),
            queries=(
                Query(
                    expr=(
                        'sum(max by (server_name) (mcp_server_deployment_status{state="failed"}))'
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "red": 1},
            nothing="no servers",
        ),
        Panel(
            title="Are servers still starting?",
            description=(
                "Self-hosted MCP servers that are pending, each counted once. A minute is normal "
                "after a deployment; longer points at an image that cannot be pulled or at a "
                "cluster without room. The deployments row shows since when."
            ),
            queries=(
                Query(
                    expr=(
                        'sum(max by (server_name) (mcp_server_deployment_status{state="pending"}))'
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 1},
            nothing="no servers",
        ),
    ),
)
