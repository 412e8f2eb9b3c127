"""What is OpenFGA asked, and what does it answer?"""

from archestra_ops.grafana.board import Panel, Query, Row, Variable

# Any server of gRPC may have metrics of these names: what has OpenFGA's own is OpenFGA.
OPENFGA_JOB = Variable(
    name="openfga_job",
    label="OpenFGA's job",
    query="label_values(openfga_request_duration_ms_count, job)",
    any_value="",
)
_OWN = 'job=~"$openfga_job"'


def grpc(metric: str, *matchers: str) -> str:
    """The series of OpenFGA alone of a *metric* that every server of gRPC has."""
    return f"{metric}{{{','.join((*matchers, _OWN))}}}"


_HANDLED = "grpc_server_handled_total"
CALLS = grpc(_HANDLED)
FAULTS = grpc(_HANDLED, 'grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"')
_NOT_OK = grpc(_HANDLED, 'grpc_code!="OK"')
CHECKS = grpc(_HANDLED, 'grpc_method=~"Check|BatchCheck"')
WRITES = grpc(_HANDLED, 'grpc_method="Write"')
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
                    expr=(f"sum by (grpc_code, grpc_method) (rate({_NOT_OK}[$__rate_interval]))"),
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
