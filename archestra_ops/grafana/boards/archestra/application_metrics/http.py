"""What is asked of the API, what fails, and how slow is it?"""

from archestra_ops.grafana.board import Panel, Query, Row

# The other routes wait for a model or a tool: how long they take is not the platform's doing.
OWN_ROUTES = 'route!~"/v1/.*|/api/chat.*"'

HTTP = Row(
    title="HTTP: what is asked, what fails, how slow is it?",
    panels=(
        Panel(
            title="How much is asked, by answer?",
            description=(
                "Requests per second by status class. Red growing with the total means that the "
                "platform is failing; 4xx growing alone points at a client or at expired logins."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (class) (label_replace(rate(http_request_duration_seconds_count"
                        '[$__rate_interval]), "class", "${1}xx", "status_code", "(.).."))'
                    ),
                    legend="{{class}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            stack=True,
            colors={"2xx": "green", "3xx": "blue", "4xx": "yellow", "5xx": "red"},
        ),
        Panel(
            title="What is asked most?",
            description=(
                "Requests per second of the ten busiest routes of the chosen range, so that the "
                "legend stays the same while the lines move. One that jumps alone is a client in a "
                "loop."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (method, route) (rate(http_request_duration_seconds_count"
                        "[$__rate_interval]))"
                        " and on (method, route) topk(10, sum by (method, route) (increase("
                        "http_request_duration_seconds_count[$__range] @ end())))"
                    ),
                    legend="{{method}} {{route}}",
                ),
            ),
            unit="reqps",
            minimum=0,
        ),
        Panel(
            title="What share fails, and how?",
            description=(
                "Share of a route's requests answered with each 5xx status, for routes that fail "
                "at all. One route alone points at its own dependency (under /v1, the LLM "
                "provider); all together at the database or the process. 500 is an error in the "
                "platform, 502 and 504 are something behind it, 503 is overload."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (status_code, method, route) ("
                        'rate(http_request_duration_seconds_count{status_code=~"5.."}'
                        "[$__rate_interval]))"
                        " / on (method, route) group_left () (sum by (method, route) ("
                        "rate(http_request_duration_seconds_count[$__rate_interval])) > 0)"
                    ),
                    legend="{{status_code}} {{method}} {{route}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no failures",
        ),
        Panel(
            title="What is refused, and why?",
            description=(
                "Requests per second answered with 4xx. 401 and 403 are logins and permissions, "
                "404 stale links, 429 limits; a sudden rise usually is one broken client."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (status_code, method, route) ("
                        'rate(http_request_duration_seconds_count{status_code=~"4.."}'
                        "[$__rate_interval]))"
                    ),
                    legend="{{status_code}} {{method}} {{route}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            nothing="no refusals",
        ),
        Panel(
            title="How long do requests take?",
            description=(
                "Percentiles over the routes that do not wait for a model or a tool. The tail "
                "moving away from the median means that a few requests queue. 10 s is the end of "
                "the histogram: read it as 'longer'."
            ),
            queries=(
                *(
                    Query(
                        expr=(
                            f"histogram_quantile({quantile}, sum by (le) (rate("
                            f"http_request_duration_seconds_bucket{{{OWN_ROUTES}}}"
                            "[$__rate_interval])))"
                        ),
                        legend=legend,
                    )
                    for quantile, legend in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
                ),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "yellow": 0.5, "red": 1},
            show_steps=True,
        ),
        Panel(
            title="Which routes are slowest?",
            description=(
                "95th percentile per route over the chosen range, the ten slowest. Routes under "
                "/v1 and /api/chat wait for a model: their time is mostly the provider's."
            ),
            queries=(
                Query(
                    expr=(
                        "topk(10, histogram_quantile(0.95, sum by (le, method, route) (rate("
                        "http_request_duration_seconds_bucket[$__range]))) >= 0)"
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
