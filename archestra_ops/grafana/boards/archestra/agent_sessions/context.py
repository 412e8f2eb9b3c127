"""Is what the session shows usual for its agent?"""

from archestra_ops.grafana.board import Panel, Query, Row

CONTEXT = Row(
    title="The agent: is that usual for it?",
    panels=(
        Panel(
            title="How much does the agent call models?",
            description=(
                "LLM calls per second of the chosen agents, by model, over the whole time. A "
                "session that stands out here is worth a look."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (model) (rate(llm_request_duration_seconds_count"
                        "[$__rate_interval]))"
                    ),
                    legend="{{model}}",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
            interval="1m",
        ),
        Panel(
            title="What share of its calls fails?",
            description=(
                "LLM calls not answered with 200, and tool calls with status error, of all. One "
                "failing session among many good ones is its own fault; all together the model's."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum(rate(llm_request_duration_seconds_count{status_code!="200"}'
                        "[$__rate_interval])) or vector(0))"
                        " / (sum(rate(llm_request_duration_seconds_count[$__rate_interval])) > 0)"
                    ),
                    legend="LLM calls",
                ),
                Query(
                    expr=(
                        '(sum(rate(mcp_tool_calls_total{status="error"}[$__rate_interval]))'
                        " or vector(0))"
                        " / (sum(rate(mcp_tool_calls_total[$__rate_interval])) > 0)"
                    ),
                    legend="tool calls",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            interval="1m",
            steps={"text": None, "yellow": 0.02, "red": 0.1},
            show_steps=True,
        ),
        Panel(
            title="What does the agent spend?",
            description="US dollars per hour of the chosen agents, by agent, at list price.",
            queries=(
                Query(
                    expr="3600 * sum by (agent_name) (rate(llm_cost_total[$__rate_interval]))",
                    legend="{{agent_name}}",
                ),
            ),
            unit="currencyUSD",
            width=8,
            decimals=2,
            minimum=0,
            interval="1m",
        ),
    ),
)
