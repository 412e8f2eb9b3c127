"""What is OpenFGA asked, and what does it answer?"""

from archestra_ops.grafana.board import Panel, Query, Row

CALLS = "grpc_server_handled_total"
FAULTS = f'{CALLS}{{grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"}}'
_RESULTS = "openfga_check_result_count"

QUESTIONS = Row(
    title="Questions: what is OpenFGA asked?",
    panels=(
        Panel(
            title="What is asked?",
            description=(
                "Calls per second by procedure. Check goes with the traffic of the Gateway, "
                "ListObjects with lists in the Console, Write with people and agents that are "
                "added."
            ),
            queries=(
                Query(
                    expr=f"sum by (grpc_method) (rate({CALLS}[$__rate_interval]))",
                    legend="{{grpc_method}}",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
        ),
        Panel(
            title="How are checks answered?",
            description=(
                "Share of the checks that were answered with no. A jump is a permission that was "
                "taken away, or a client that tries what it may not."
            ),
            queries=(
                Query(
                    expr=(
                        f'(sum(rate({_RESULTS}{{allowed="false"}}[$__rate_interval]))'
                        " or vector(0))"
                        f" / (sum(rate({_RESULTS}[$__rate_interval])) > 0)"
                    ),
                    legend="refused",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
        ),
        Panel(
            title="How do calls end that do not succeed?",
            description=(
                "Calls per second by code and procedure, without OK. InvalidArgument is a caller "
                "that asks for what the model does not have; DeadlineExceeded and Internal are "
                "OpenFGA, or its database."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (grpc_code, grpc_method) "
                        f'(rate({CALLS}{{grpc_code!="OK"}}[$__rate_interval]))'
                    ),
                    legend="{{grpc_code}} {{grpc_method}}",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
            stack=True,
            nothing="all succeed",
        ),
    ),
)
