"""Does each service answer, as the mesh sees it?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.kubernetes import OF_SERVICES

_FAILED = 'response_code=~"5..|0"'
# Unknown, DeadlineExceeded, Internal, Unavailable and DataLoss, as numbers: gRPC's own answer,
# which comes with response_code 200.
_FAILED_GRPC = 'grpc_response_status=~"2|4|13|14|15"'
_BY_END = "destination_service_name, reporter"


def _rate(*matchers: str) -> str:
    return f"rate(istio_requests_total{{{','.join((OF_SERVICES, *matchers))}}}[$__rate_interval])"


_ALL = f"sum by ({_BY_END}) ({_rate()})"
_FAILING = f"sum by ({_BY_END}) ({_rate(_FAILED)} or {_rate(_FAILED_GRPC)})"

REQUESTS = Row(
    title="Requests: does each service answer?",
    panels=(
        Panel(
            title="How many requests does each service get?",
            description=(
                "Requests per second to each service, by the mesh of Istio; both ends count a "
                "request, and the larger count is shown. A fall to nothing at a busy hour: its "
                "callers do not reach it, or have none of their own. None seen: nothing was "
                "asked yet, or Istio's proxies are not scraped."
            ),
            queries=(
                Query(
                    expr=f"max by (destination_service_name) ({_ALL})",
                    legend="{{destination_service_name}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            nothing="none seen",
        ),
        Panel(
            title="What share of each service's requests fails?",
            description=(
                "Requests that ended with 5xx, without an answer, or with a gRPC status that the "
                "server is to blame for, of all to that service, as its callers or it itself see "
                "it, whichever is worse. Below 0.1 % is the Gateway's objective; a service at "
                "100 % is gone for its callers. Needs Istio's proxies to be scraped."
            ),
            queries=(
                Query(
                    expr=(
                        "max by (destination_service_name) "
                        f"(({_FAILING} or {_ALL} * 0) / ({_ALL} > 0))"
                    ),
                    legend="{{destination_service_name}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.001, "red": 0.01},
            show_steps=True,
            nothing="none seen",
        ),
    ),
)
