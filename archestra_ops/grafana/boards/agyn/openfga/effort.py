"""What does an answer take?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.openfga.questions import grpc


def _quantile(buckets: str) -> str:
    rates = f"sum by (le, grpc_method) (rate({buckets}[$__rate_interval]))"
    return f"histogram_quantile(0.95, {rates})"


EFFORT = Row(
    title="Effort: what does an answer take?",
    collapsed=True,
    panels=(
        Panel(
            title="How many queries does an answer take?",
            description=(
                "95th percentile of the queries to the database that one request needs, by "
                "procedure. A few are normal for a check. More after a change of the model mean "
                "that it became deeper."
            ),
            queries=(
                Query(
                    expr=_quantile("openfga_datastore_query_count_bucket"),
                    legend="{{grpc_method}}",
                ),
            ),
            unit="short",
            minimum=0,
        ),
        Panel(
            title="How many steps does an answer take?",
            description=(
                "95th percentile of the steps through the authorization model that one request "
                "needs, by procedure. It grows with how deep groups and folders are in each other."
            ),
            queries=(
                Query(expr=_quantile("openfga_dispatch_count_bucket"), legend="{{grpc_method}}"),
            ),
            unit="short",
            minimum=0,
        ),
        Panel(
            title="What share of the requests takes many queries?",
            description=(
                "Requests that needed more than 50 queries to the database, of all, by procedure. "
                "They are slow whatever the database does: look at the relations that they ask for."
            ),
            queries=(
                Query(
                    expr=(
                        "(sum by (grpc_method) (rate(openfga_request_duration_ms_count"
                        '{datastore_query_count!="50"}[$__rate_interval]))'
                        " or sum by (grpc_method) (rate(openfga_request_duration_ms_count"
                        "[$__rate_interval])) * 0)"
                        " / (sum by (grpc_method) (rate(openfga_request_duration_ms_count"
                        "[$__rate_interval])) > 0)"
                    ),
                    legend="{{grpc_method}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.05, "red": 0.2},
            show_steps=True,
        ),
        Panel(
            title="Which requests were slowed down on purpose?",
            description=(
                "Requests per second that OpenFGA throttled because they needed too many steps or "
                "queries, by procedure and kind. None, unless throttling is switched on."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (grpc_method, throttling_type) "
                        "(rate(openfga_throttled_requests_count[$__rate_interval]))"
                    ),
                    legend="{{grpc_method}} {{throttling_type}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            nothing="none throttled",
        ),
        Panel(
            title="How long does each procedure take?",
            description=(
                "95th percentile by procedure, Write and Read among them, as the gRPC server sees "
                "it. Needs OPENFGA_METRICS_ENABLE_RPC_HISTOGRAMS=true. 10 s is the end of the "
                "histogram."
            ),
            queries=(
                Query(
                    expr=_quantile(grpc("grpc_server_handling_seconds_bucket")),
                    legend="{{grpc_method}}",
                ),
            ),
            unit="s",
            width=24,
            minimum=0,
        ),
    ),
)
