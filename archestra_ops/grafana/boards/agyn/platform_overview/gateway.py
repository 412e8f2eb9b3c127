"""Do the Gateway's calls succeed?"""

from archestra_ops.grafana.board import Panel, Query, Row

CALLS = "gateway_grpc_server_handled_total"
# What the platform is to blame for; the other codes are what a caller did wrong.
FAULTS = f'{CALLS}{{code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"}}'
_REFUSED = f'{CALLS}{{code!~"OK|Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"}}'

GATEWAY = Row(
    title="Gateway: do its calls succeed?",
    panels=(
        Panel(
            title="How many calls does the Gateway serve?",
            description=(
                "Calls per second. A fall to nothing at a busy hour means that nobody gets "
                "through: look at the ingress."
            ),
            queries=(Query(expr=f"sum(rate({CALLS}[$__rate_interval]))", legend="calls"),),
            unit="reqps",
            width=8,
            minimum=0,
        ),
        Panel(
            title="What share of the calls fails?",
            description=(
                "Calls that the platform failed (Internal, Unavailable, …), and calls that it "
                "refused because the caller was wrong (NotFound, Unauthenticated, …), of all. The "
                "first should stay below 0.1 %, the objective; from 1 % on look at the service "
                "behind, or at a change of permissions. The second is noise of clients, unless it "
                "jumps."
            ),
            queries=(
                Query(
                    expr=(
                        f"(sum(rate({FAULTS}[$__rate_interval])) or vector(0))"
                        f" / (sum(rate({CALLS}[$__rate_interval])) > 0)"
                    ),
                    legend="failed",
                ),
                Query(
                    expr=(
                        f"(sum(rate({_REFUSED}[$__rate_interval])) or vector(0))"
                        f" / (sum(rate({CALLS}[$__rate_interval])) > 0)"
                    ),
                    legend="refused",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            steps={"text": None, "yellow": 0.001, "red": 0.01},
            show_steps=True,
            colors={"failed": "red", "refused": "blue"},
        ),
        Panel(
            title="How do calls end that do not succeed?",
            description=(
                "Calls per second by their code, without OK. Unavailable is a service that is "
                "gone, DeadlineExceeded one that is slow, ResourceExhausted a limit of 600 calls a "
                "minute and token, PermissionDenied a question for the OpenFGA board."
            ),
            queries=(
                Query(
                    expr=f'sum by (code) (rate({CALLS}{{code!="OK"}}[$__rate_interval]))',
                    legend="{{code}}",
                ),
            ),
            unit="reqps",
            width=8,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="Which procedures fail?",
            description=(
                "The ten procedures with the most failed calls in the chosen range, by code. The "
                "label `method` is proposed: without it there is one bar for each code."
            ),
            queries=(
                Query(
                    expr=f"topk(10, sum by (method, code) (increase({FAULTS}[$__range])))",
                    legend="{{method}} {{code}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="none failed",
        ),
        Panel(
            title="Which procedures are called most?",
            description=(
                "The ten procedures with the most calls in the chosen range. One that is new at "
                "the top is a client in a loop. Without the proposed label `method` this is the "
                "total."
            ),
            queries=(
                Query(
                    expr=f"topk(10, sum by (method) (increase({CALLS}[$__range])))",
                    legend="{{method}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
        ),
    ),
)
