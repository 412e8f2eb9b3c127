"""Is everybody connected?"""

from archestra_ops.grafana.board import LogQuery, Panel, Query, Row
from archestra_ops.grafana.boards.agyn.logs import line_count, stream

_SUBSCRIBERS = "notifications_active_subscribers"

NOTIFICATIONS = Row(
    title="Notifications: is everybody connected?",
    collapsed=True,
    panels=(
        Panel(
            title="How many subscribers are connected?",
            description=(
                "Subscribers over all replicas, now and ten minutes before. A cliff means that "
                "many were cut off at once: a rollout, or the ingress."
            ),
            queries=(
                Query(expr=f"sum({_SUBSCRIBERS})", legend="now"),
                Query(expr=f"sum({_SUBSCRIBERS} offset 10m)", legend="ten minutes before"),
            ),
            unit="short",
            width=8,
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="Which replica has them?",
            description=(
                "Subscribers of each replica. After a rollout they come back in minutes; one "
                "replica that stays at 0 gets no connections from the ingress."
            ),
            queries=(Query(expr=f"max by (instance) ({_SUBSCRIBERS})", legend="{{instance}}"),),
            unit="short",
            width=8,
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="How often was a slow subscriber dropped?",
            description=(
                "Lines `dropping subscriber` in the service's log: who does not read fast enough "
                "is cut off and must come back. Some are slow networks; many at once are a "
                "service that sends too much."
            ),
            queries=(LogQuery(logql=line_count(stream("notifications"), "dropping subscriber")),),
            unit="short",
            width=8,
            decimals=0,
            minimum=0,
            nothing="none dropped",
        ),
    ),
)
