"""What does Authorization add?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.agyn.openfga.questions import CHECKS
from archestra_ops.grafana.boards.agyn.openfga.speed import quantile

_CHECK = "authorization_check_latency_seconds"


def _quantile(share: float) -> str:
    rates = f"sum by (le) (rate({_CHECK}_bucket[$__rate_interval]))"
    return f"histogram_quantile({share:g}, {rates})"


AUTHORIZATION = Row(
    title="Authorization: what does it add?",
    panels=(
        Panel(
            title="How long does a check take on the whole?",
            description=(
                "Median, 95th and 99th percentile of a check as the service Authorization sees it, "
                "and the 95th of OpenFGA alone. What is between the two lines at 95 % is "
                "Authorization and the network."
            ),
            queries=(
                Query(expr=_quantile(0.5), legend="median"),
                Query(expr=_quantile(0.95), legend="95 %"),
                Query(expr=_quantile(0.99), legend="99 %"),
                Query(expr=quantile(0.95, "Check", "$__rate_interval"), legend="95 % in OpenFGA"),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "red": 0.1},
            show_steps=True,
        ),
        Panel(
            title="Does every check reach OpenFGA?",
            description=(
                "Checks per second that Authorization takes, and that OpenFGA ends. Fewer in "
                "OpenFGA are answered from a cache, or lost on the way; more come from others."
            ),
            queries=(
                Query(
                    expr=f"sum(rate({_CHECK}_count[$__rate_interval]))", legend="in Authorization"
                ),
                Query(
                    expr=f"sum(rate({CHECKS}[$__rate_interval]))",
                    legend="in OpenFGA",
                ),
            ),
            unit="reqps",
            minimum=0,
        ),
    ),
)
