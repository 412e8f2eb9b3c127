"""How large is what tools are sent and send back?"""

from archestra_ops.grafana.board import Panel, Query, Row

PAYLOADS = Row(
    title="Payloads: how large are requests and responses?",
    collapsed=True,
    panels=(
        Panel(
            title="How large are requests?",
            description=(
                "Arguments as JSON. Usually well below 10 kB; 100 kB means 100 kB or more, for "
                "instance a file passed as text. Only calls through the gateway are measured; "
                "those from the chat have no size."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"histogram_quantile({quantile}, sum by (le) (rate("
                        "mcp_request_size_bytes_bucket[$__rate_interval])))"
                    ),
                    legend=legend,
                )
                for quantile, legend in ((0.5, "p50"), (0.95, "p95"))
            ),
            unit="decbytes",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="How large are responses?",
            description=(
                "Results as JSON. They go to the model as input tokens, so that a p95 of 50 kB is "
                "costly; 500 kB means 500 kB or more. Only calls through the gateway are measured; "
                "those from the chat have no size."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"histogram_quantile({quantile}, sum by (le) (rate("
                        "mcp_response_size_bytes_bucket[$__rate_interval])))"
                    ),
                    legend=legend,
                )
                for quantile, legend in ((0.5, "p50"), (0.95, "p95"))
            ),
            unit="decbytes",
            minimum=0,
            nothing="no calls",
            interval="1m",
        ),
        Panel(
            title="Which tools are sent most?",
            description=(
                "95th percentile of the request size over the chosen range, the ten largest. Only "
                "calls through the gateway are measured; those from the chat have no size."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, histogram_quantile(0.95, sum by (le, tool_name) (rate("
                        "mcp_request_size_bytes_bucket[$__range]))) >= 0)"
                    ),
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="decbytes",
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="Which tools answer with most?",
            description=(
                "95th percentile of the response size over the chosen range, the ten largest. What "
                "is on top is where paging or a narrower query saves tokens. Only calls through "
                "the gateway are measured; those from the chat have no size."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, histogram_quantile(0.95, sum by (le, tool_name) (rate("
                        "mcp_response_size_bytes_bucket[$__range]))) >= 0)"
                    ),
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="decbytes",
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="How much do servers send back?",
            description=(
                "Bytes of responses per second by MCP server. A steep rise is one large result, or "
                "one tool in a loop. Only calls through the gateway are measured; those from the "
                "chat have no size."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (mcp_server_name) (rate("
                        "mcp_response_size_bytes_sum[$__rate_interval]))"
                    ),
                    legend="{{mcp_server_name}}",
                ),
            ),
            unit="Bps",
            minimum=0,
            stack=True,
            nothing="no calls",
        ),
        Panel(
            title="How much of the calls do these sizes cover?",
            description=(
                "Calls with a measured size of all calls: those through the gateway. The lower it "
                "is, the less this row says about all calls."
            ),
            queries=(
                Query(
                    expr=(
                        "sum(rate(mcp_request_size_bytes_count[$__rate_interval]))"
                        " / (sum(rate(mcp_tool_calls_total[$__rate_interval])) > 0)"
                    ),
                    legend="measured",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            nothing="no calls",
            interval="1m",
        ),
    ),
)
