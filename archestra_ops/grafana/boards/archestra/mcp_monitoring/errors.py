"""What fails?"""

from archestra_ops.grafana.board import Panel, Query, Row

ERRORS = Row(
    title="Errors: what fails?",
    panels=(
        Panel(
            title="What share of a server's calls fails?",
            description=(
                "Errors of all calls, by MCP server, for servers that fail at all. Calls refused "
                "by policy are in it, without a label of their own. One server near 100 % is down "
                "or its credentials have expired; all servers together point at the gateway or at "
                "a policy that was just changed."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (mcp_server_name) (rate("
                        'mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                        " / (sum by (mcp_server_name) (rate("
                        "mcp_tool_calls_total[$__rate_interval])) > 0)"
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.1, "red": 0.5},
            show_steps=True,
            nothing="no failures",
            interval="1m",
        ),
        Panel(
            title="Which servers fail?",
            description=(
                "Errors per minute by MCP server, refused calls among them. Read it with the "
                "share beside it: many errors of very many calls are less urgent than a few "
                "calls that all fail."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (mcp_server_name) (rate("
                        'mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no failures",
        ),
        Panel(
            title="Which tools fail?",
            description=(
                "Errors per minute of the ten tools with most errors in the chosen range, refused "
                "calls among them. One tool of a server that is otherwise well: wrong arguments, "
                "a missing right, or a policy. The traces of its calls have the message."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (tool_name) (rate("
                        'mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                        " and on (tool_name) topk(10, sum by (tool_name) (increase("
                        'mcp_tool_calls_total{status="error"}[$__range] @ end())))'
                    ),
                    legend="{{tool_name}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            nothing="no failures",
        ),
    ),
)
