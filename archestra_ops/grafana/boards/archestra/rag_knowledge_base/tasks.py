"""Does the worker keep up with the knowledge base's tasks?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

# The other types of task are not the knowledge base's.
TYPES = (
    'task_type=~"connector_sync|batch_embedding|permission_sync'
    '|check_due_connectors|check_due_permission_syncs"'
)

_ENQUEUED = f"sum by (task_type) (increase(task_queue_tasks_enqueued_total{{{TYPES}}}[$__range]))"
_COMPLETED = f"sum by (task_type) (increase(task_queue_tasks_completed_total{{{TYPES}}}[$__range]))"
_DEAD = occurrences(f"task_queue_tasks_dead_total{{{TYPES}}}", "task_type")
_FAILING = f"sum by (task_type) (rate(task_queue_tasks_failed_total{{{TYPES}}}[$__rate_interval]))"
_FINISHING = (
    f"sum by (task_type) (rate(task_queue_tasks_completed_total{{{TYPES}}}[$__rate_interval]))"
)

TASKS = Row(
    title="Tasks: does the worker keep up?",
    collapsed=True,
    panels=(
        Panel(
            title="Does as much finish as is put in?",
            description=(
                "The knowledge base's tasks per minute put into the queue and finished; the "
                "choices on top do not apply. There is no metric of the queue's length: lines that "
                "drift apart are the backlog. Nothing finished at all means that no worker runs, "
                "or none is scraped."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum(rate("
                        f"task_queue_tasks_enqueued_total{{{TYPES}}}[$__rate_interval]))"
                    ),
                    legend="put in",
                ),
                Query(
                    expr=(
                        "60 * sum(rate("
                        f"task_queue_tasks_completed_total{{{TYPES}}}[$__rate_interval]))"
                    ),
                    legend="completed",
                ),
                Query(
                    expr=(
                        "60 * sum(rate("
                        f"task_queue_tasks_failed_total{{{TYPES}}}[$__rate_interval]))"
                    ),
                    legend="attempts failed",
                ),
            ),
            unit="cpm",
            minimum=0,
            colors={"put in": "blue", "completed": "green", "attempts failed": "red"},
            nothing="no tasks",
            interval="5m",
        ),
        Panel(
            title="What is being worked on?",
            description=(
                "Tasks in progress over all workers, by type. A flat top means that the workers "
                "are saturated: add one, or let connectors sync less often."
            ),
            queries=(
                Query(
                    expr=f"sum by (task_type) (task_queue_active_tasks{{{TYPES}}})",
                    legend="{{task_type}}",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
            nothing="no tasks",
        ),
        Panel(
            title="Which tasks fail?",
            description=(
                "Failed attempts of all attempts, by type. Tasks are tried again, by default five "
                "times, so that a little is harmless; 100 % is a type that never succeeds: the "
                "worker's log has the reason."
            ),
            queries=(
                Query(
                    # `or`: a type that only fails has no series of finished ones.
                    expr=f"{_FAILING} / (({_FAILING} + ({_FINISHING} or 0 * {_FAILING})) > 0)",
                    legend="{{task_type}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.25},
            show_steps=True,
            nothing="no failures",
            interval="5m",
        ),
        Panel(
            title="How long do tasks take?",
            description=(
                "95th percentile of tasks that succeeded, by type. 600 s means 600 s or longer; a "
                "connector's own duration reaches further, in the connectors row."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, task_type) (rate("
                        f"task_queue_task_duration_seconds_bucket{{{TYPES}}}[$__rate_interval])))"
                    ),
                    legend="{{task_type}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no tasks",
            interval="5m",
        ),
        Panel(
            title="What piles up?",
            description=(
                "Tasks put in less those completed or given up in the chosen range, by type. "
                "Around 0 is well. A type that stays on top over longer ranges needs more "
                "workers, or never finishes."
            ),
            queries=(
                Query(
                    expr=(
                        f"{_ENQUEUED} - ({_COMPLETED} or 0 * {_ENQUEUED})"
                        f" - ({_DEAD} or 0 * {_ENQUEUED})"
                    ),
                    legend="{{task_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no tasks",
        ),
        Panel(
            title="What was given up?",
            description=(
                "Tasks that failed on their last attempt in the chosen range, by type. 0 is well. "
                "Nothing retries them; the worker's log has the reason of each."
            ),
            queries=(
                Query(
                    expr=f"{_DEAD} or 0 * {_ENQUEUED}",
                    legend="{{task_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="no tasks",
        ),
    ),
)
