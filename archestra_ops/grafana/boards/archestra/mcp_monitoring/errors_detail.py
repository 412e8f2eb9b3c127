"""How much of each tool's and agent's work fails?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

_ERRORS = occurrences('mcp_tool_calls_total{status="error"}', "tool_name")
_CALLS = occurrences("mcp_tool_calls_total", "tool_name")

ERRORS_DETAIL = Row(
    title="Errors in depth: how much of it fails?",
    collapsed=True,
    panels=(
        Panel(
            title="What share of a tool's calls fails?",
            description=(
                "Errors of all calls in the chosen range, for the 15 tools where it is most; "
                "refused calls count as errors. 100 % is a tool that never works, or that a "
                "policy never lets through."
            ),
            queries=(
                Query(
                    expr=f"topk(15, {_ERRORS} / ({_CALLS} > 0))",
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="percentunit",
            decimals=1,
            minimum=0,
            maximum=1,
            steps={"green": None, "yellow": 0.1, "red": 0.5},
            nothing="no failures",
        ),
        Panel(
            title="What share of all calls fails?",
            description=(
                "Errors of all calls, refused ones among them. A level is a habit (a policy, a "
                "tool that is often misused); a step up is an incident."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum(rate(mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                        " or 0 * sum(rate(mcp_tool_calls_total[$__rate_interval])))"
                        " / (sum(rate(mcp_tool_calls_total[$__rate_interval])) > 0)"
                    ),
                    legend="failing",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.1},
            show_steps=True,
            colors={"failing": "red"},
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="Which agents' calls fail?",
            description=(
                "Errors per minute by agent, refused calls among them. One agent alone: its "
                "credentials, its policies, or a prompt that makes it misuse a tool."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (agent_name) (rate("
                        'mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                    ),
                    legend="{{agent_name}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            nothing="no failures",
        ),
        Panel(
            title="How long do calls take that fail?",
            description=(
                "95th percentile by outcome. Errors that come at once are refusals or wrong "
                "arguments; errors that take as long as a time limit are timeouts of the server."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, status) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="s",
            minimum=0,
            colors={"success": "green", "error": "red"},
            nothing="no calls",
            interval="1m",
        ),
    ),
)
