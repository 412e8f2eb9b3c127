"""How fast does OpenFGA answer?"""

from archestra_ops.grafana.board import Panel, Query, Row

BUCKETS = "openfga_request_duration_ms_bucket"


def quantile(share: float, method: str, window: str) -> str:
    """The *share* quantile of the time for *method*, in seconds.

    OpenFGA's own metrics have the name in lower case, and may once have it as gRPC does.
    """
    of = f'grpc_method=~"{method.lower()}|{method}"'
    rates = f"sum by (le) (rate({BUCKETS}{{{of}}}[{window}]))"
    return f"histogram_quantile({share:g}, {rates}) / 1000"


SPEED = Row(
    title="Speed: how fast does OpenFGA answer?",
    panels=(
        Panel(
            title="How long does a check take?",
            description=(
                "Median, 95th and 99th percentile of OpenFGA's time for Check. Every call of the "
                "platform waits for some: below 0.1 s at the 95th is the target. Above it the "
                "database is hot, or the model takes too many steps. 5 s is the end of the "
                "histogram: read it as 'longer'."
            ),
            queries=(
                Query(expr=quantile(0.5, "Check", "$__rate_interval"), legend="median"),
                Query(expr=quantile(0.95, "Check", "$__rate_interval"), legend="95 %"),
                Query(expr=quantile(0.99, "Check", "$__rate_interval"), legend="99 %"),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "red": 0.1},
            show_steps=True,
        ),
        Panel(
            title="How long does a list of objects take?",
            description=(
                "Median, 95th and 99th percentile of OpenFGA's time for ListObjects, which walks "
                "the model and is slower than a check. Above 1 s lists in the Console are slow."
            ),
            queries=(
                Query(expr=quantile(0.5, "ListObjects", "$__rate_interval"), legend="median"),
                Query(expr=quantile(0.95, "ListObjects", "$__rate_interval"), legend="95 %"),
                Query(expr=quantile(0.99, "ListObjects", "$__rate_interval"), legend="99 %"),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "red": 1},
            show_steps=True,
        ),
    ),
)
