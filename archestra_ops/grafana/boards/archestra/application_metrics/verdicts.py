"""Is anything wrong right now?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row
from archestra_ops.grafana.boards.archestra.application_metrics.http import OWN_ROUTES
from archestra_ops.grafana.boards.occurrences import occurrences

# A worker has a counter of its own from its start. What is surely the web process's alone waits for
# a first event, and probes and scrapes count as no request. So a web process is told by what it
# lacks: it has a pool, and not the worker's counter. One process for all
# (`ARCHESTRA_PROCESS_TYPE=all`) has both, and is told by its requests.
_WORKER = "task_queue_stuck_tasks_reset_total"
_WEB = f"(database_pool_size_limit unless {_WORKER}) or http_request_duration_seconds_count"

VERDICTS = Row(
    title="Is anything wrong right now?",
    panels=(
        Panel(
            title="Are all processes scraped?",
            description=(
                "Red 'down': a target of the chosen jobs did not answer its last scrape: the "
                "process is down, refuses the bearer token, or sends a page that Prometheus "
                "rejects; `ops check metrics` says which. Red 'no worker': nothing that is scraped "
                "has the worker's metrics, the commonest mistake, because the worker has no "
                "Service in the Helm chart. Red 'no web': all that is scraped are workers, as "
                "after a long outage of the web, when no job of it is left to choose. One process "
                "for all (ARCHESTRA_PROCESS_TYPE=all) looks the same until its first request."
            ),
            queries=(
                Query(
                    expr=(
                        f"min(up) * (1 + ((count({_WORKER}) or vector(0)) > bool 0)"
                        f" * (1 + ((count({_WEB}) or vector(0)) > bool 0)))"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="none",
            width=4,
            height=4,
            steps={"red": None, "green": 3},
            words={
                "0": Mapped(text="down", color="red"),
                "1": Mapped(text="no worker", color="red"),
                "2": Mapped(text="no web", color="red"),
                "3": Mapped(text="all up", color="green"),
            },
            nothing="none scraped",
        ),
        Panel(
            title="How many requests fail?",
            description=(
                "Share of API requests answered with 5xx over the chosen range. Below 1 % is "
                "normal; above 5 % users notice. The HTTP row shows which routes; those under /v1 "
                "pass on the failures of LLM providers."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum(increase(http_request_duration_seconds_count{status_code=~"5.."}'
                        "[$__range])) or vector(0))"
                        " / (sum(increase(http_request_duration_seconds_count[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no requests",
        ),
        Panel(
            title="How slow is the API?",
            description=(
                "95th percentile over the chosen range, without the routes that wait for a model "
                "or a tool. The platform itself needs tens of milliseconds; above 1 s look at the "
                "event loop and the database pool."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le) (rate("
                        f"http_request_duration_seconds_bucket{{{OWN_ROUTES}}}[$__range]))) >= 0"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.5, "red": 1},
            nothing="no requests",
        ),
        Panel(
            title="Does the event loop keep up?",
            description=(
                "The worst process's 99th percentile of event-loop lag, highest in the last five "
                "minutes. 0.01 to 0.02 s is idle. Above 0.1 s requests queue behind computation; "
                "above 0.5 s the process is overloaded: add replicas or find what blocks it."
            ),
            queries=(
                Query(
                    expr="max(max_over_time(nodejs_eventloop_lag_p99_seconds[5m]))", instant=True
                ),
            ),
            kind="stat",
            unit="s",
            decimals=3,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.1, "red": 0.5},
        ),
        Panel(
            title="Were tasks given up?",
            description=(
                "Background tasks that failed on their last attempt in the chosen range. Nothing "
                "retries them: look at the worker's logs for the task type in the task queue row."
            ),
            queries=(
                Query(
                    expr=f"{occurrences('task_queue_tasks_dead_total')} or vector(0)",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "red": 0.5},
        ),
        Panel(
            title="How full is the connection limit?",
            description=(
                "Open connections of what PostgreSQL accepts, on the fullest server. From 80 % on "
                "a burst can exhaust it: lower ARCHESTRA_DATABASE_POOL_MAX or raise the limit."
            ),
            queries=(
                Query(
                    expr="max({{ connections_used }} / {{ connections_max }})",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=0,
            minimum=0,
            maximum=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.8, "red": 0.95},
        ),
    ),
)
