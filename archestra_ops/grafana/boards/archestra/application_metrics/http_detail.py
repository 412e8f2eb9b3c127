"""What keeps the web processes busy?"""

from archestra_ops.grafana.board import Panel, Query, Row

HTTP_DETAIL = Row(
    title="HTTP in depth: what keeps the processes busy?",
    collapsed=True,
    panels=(
        Panel(
            title="How many requests are under way?",
            description=(
                "Requests of each route in progress at a time, on average over the chosen range: "
                "how often it is asked times how long it takes. What stands on top is what to "
                "make faster first."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, sum by (method, route) (rate("
                        "http_request_duration_seconds_sum[$__range])) > 0)"
                    ),
                    legend="{{method}} {{route}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=2,
            minimum=0,
            nothing="no requests",
        ),
        Panel(
            title="What did requests take since the process started?",
            description=(
                "The platform's own summary: 95th percentile per route over the whole life of the "
                "process. It cannot be summed over replicas, so that the worst one is shown."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, max by (method, route) (http_request_summary_seconds"
                        '{quantile="0.95"}) >= 0)'
                    ),
                    legend="{{method}} {{route}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="s",
            decimals=2,
            minimum=0,
            steps={"green": None, "yellow": 1, "red": 5},
            nothing="no requests",
        ),
    ),
)
