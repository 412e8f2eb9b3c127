"""What do providers answer?"""

from archestra_ops.grafana.board import Panel, Query, Row

RESPONSES = "llm_proxy_upstream_status_code"


def share(status: str, window: str, by: str = "") -> str:
    """The share of the responses in *window* with this *status* (a matcher), split *by* labels."""
    grouping = f" by ({by})" if by else ""
    all_of_them = f"sum{grouping} (increase({RESPONSES}[{window}]))"
    none = f"{all_of_them} * 0" if by else "vector(0)"
    return (
        f"(sum{grouping} (increase({RESPONSES}{{status{status}}}[{window}])) or {none})"
        f" / ({all_of_them} > 0)"
    )


ANSWERS = Row(
    title="Answers: what do providers say?",
    panels=(
        Panel(
            title="How many answers come, and how?",
            description=(
                "Answers of LLM providers per second by HTTP status. 200 should be nearly all of "
                "them. A fall of all at once is the platform; of one status into another a "
                "provider."
            ),
            queries=(
                Query(
                    expr=f"sum by (status) (rate({RESPONSES}[$__rate_interval]))",
                    legend="{{status}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            stack=True,
        ),
        Panel(
            title="What share of the answers is bad?",
            description=(
                "Rate limits (429), failures of the provider (5xx), and requests that it refuses "
                "(other 4xx), of all answers. Rate limits above 1 %: lower the concurrency for the "
                "provider (llm_proxy.providers.<name>.maxConcurrency), or buy a higher limit."
            ),
            queries=(
                Query(expr=share('="429"', "$__rate_interval"), legend="rate limited"),
                Query(expr=share('=~"5.."', "$__rate_interval"), legend="provider failed"),
                Query(
                    expr=share('=~"4[013-9].|42[0-8]"', "$__rate_interval"),
                    legend="request refused",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            colors={
                "rate limited": "orange",
                "provider failed": "red",
                "request refused": "blue",
            },
        ),
    ),
)
