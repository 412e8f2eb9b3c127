"""Which tools stand out?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

RANKING = Row(
    title="Over the chosen range: which tools stand out?",
    panels=(
        Panel(
            title="Which tools are used most?",
            description=(
                "Calls of the ten busiest tools in the chosen range. What is on top here is what "
                "slowness and failures cost most."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, sum by (tool_name) (increase(mcp_tool_calls_total[$__range])))"
                    ),
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="no calls",
        ),
        Panel(
            title="Which tools are slowest?",
            description=(
                "95th percentile of the ten slowest tools in the chosen range. Few calls make an "
                "uncertain percentile: compare with how often the tool is used. 60 s means 60 s "
                "or longer."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, histogram_quantile(0.95, sum by (le, tool_name) (rate("
                        "mcp_tool_call_duration_seconds_bucket[$__range]))) >= 0)"
                    ),
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="s",
            decimals=2,
            width=8,
            minimum=0,
            steps={"green": None, "yellow": 5, "red": 30},
            nothing="no calls",
        ),
        Panel(
            title="Which tools fail most?",
            description=(
                "Errors of the ten tools with most of them in the chosen range, refused calls "
                "among them. What share of a tool's calls that is stands in the errors in depth."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, "
                        + occurrences('mcp_tool_calls_total{status="error"}', "tool_name")
                        + ")"
                    ),
                    legend="{{tool_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="no failures",
        ),
    ),
)
