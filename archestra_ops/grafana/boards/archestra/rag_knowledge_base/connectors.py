"""Are connectors syncing?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

_SUCCESS = 'rag_connector_syncs_total{status="success"}'

# A success that a series begins with counts if its target was watched one step before, or started
# since; else an old count is new only to Prometheus.
_WATCHED = (
    "(up offset $__interval == 1 or process_start_time_seconds > time() - $__interval_ms / 1000)"
)
_HAPPENED = (
    f"increase({_SUCCESS}[$__rate_interval]) > 0"
    f" or present_over_time({_SUCCESS}[$__rate_interval])"
    f" unless present_over_time({_SUCCESS}[$__rate_interval] offset $__interval)"
    f" and on (job, instance) {_WATCHED}"
)

# There is no metric of it: the last moment within the range at which successes were counted, to
# within a step. A connector that had none within the range shows the whole range.
SUCCESS_AGE = (
    f"time() - max by (connector_type) (max_over_time(timestamp({_HAPPENED})"
    "[$__range:$__interval]))"
    " or 0 * count by (connector_type) (present_over_time(rag_connector_syncs_total[$__range]))"
    " + $__range_s"
)

# What its panels look at, whatever the board shows: connectors may sync every few hours only.
A_DAY = "24h"

# A kind of connector without such a sync is shown with 0 as long as it has any.
_ANY = "0 * sum by (connector_type) (increase(rag_connector_syncs_total[$__range]))"


def _ended(status: str) -> tuple[Query, ...]:
    counter = f'rag_connector_syncs_total{{status="{status}"}}'
    return (
        Query(
            expr=f"{occurrences(counter, 'connector_type')} or {_ANY}",
            legend="{{connector_type}}",
            instant=True,
        ),
    )


CONNECTORS = Row(
    title="Connectors: are they syncing?",
    panels=(
        Panel(
            title="How many syncs succeeded?",
            description=(
                "Successful syncs in the chosen range, by kind of connector. 0 over a range that "
                "is longer than the schedule means that its documents grow old: look right, "
                "whether it fails or is not run at all."
            ),
            queries=_ended("success"),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=7,
            minimum=0,
            nothing="no syncs",
        ),
        Panel(
            title="How many were only partial?",
            description=(
                "Syncs in the chosen range that left something out, by kind of connector. A few "
                "are usual (single documents that cannot be read); the same number as there are "
                "syncs is a right that the connector's account lacks."
            ),
            queries=_ended("partial"),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=7,
            minimum=0,
            steps={"green": None, "yellow": 0.5},
            nothing="no syncs",
        ),
        Panel(
            title="How many failed?",
            description=(
                "Failed syncs in the chosen range, by kind of connector. One alone is often the "
                "source's; several in a row are expired credentials or a rate limit: the worker's "
                "log has the answer of the source."
            ),
            queries=_ended("failed"),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=7,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="no syncs",
        ),
        Panel(
            title="When did each last succeed?",
            description=(
                "Time since the last successful sync, by kind of connector; always over a day, "
                "whatever range the board shows. Compare with the schedule. One day means a day "
                "or longer. Several connectors of one kind are one bar: one that works hides one "
                "that does not."
            ),
            queries=(Query(expr=SUCCESS_AGE, legend="{{connector_type}}", instant=True),),
            kind="bargauge",
            unit="s",
            decimals=1,
            width=8,
            minimum=0,
            maximum=86_400,
            steps={"green": None, "yellow": 43_200, "red": 86_400},
            nothing="no syncs",
            time_from=A_DAY,
            interval="1m",
        ),
        Panel(
            title="How do syncs end over time?",
            description=(
                "Finished syncs per minute by result. Red that begins for all connectors at once "
                "is on this side: the worker, the database or the network. Lines that stop are "
                "syncs that are not begun: see the tasks row."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (status) (rate(rag_connector_syncs_total[$__rate_interval]))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"success": "green", "partial": "yellow", "failed": "red"},
            nothing="no syncs",
            interval="5m",
        ),
        Panel(
            title="How long do syncs take?",
            description=(
                "95th percentile of the syncs that ended in the chosen range, by kind of "
                "connector. It should stay well below the schedule. 1800 s means half an hour or "
                "longer; whether it rises from day to day is in the connectors in depth."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, connector_type) (rate("
                        "rag_connector_sync_duration_seconds_bucket[$__range]))) >= 0"
                    ),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="s",
            decimals=0,
            width=8,
            minimum=0,
            maximum=1800,
            steps={"green": None, "yellow": 900, "red": 1800},
            nothing="no syncs",
        ),
    ),
)
