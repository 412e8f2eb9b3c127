"""Does the worker keep up with its queue?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

_ENQUEUED = "sum by (task_type) (increase(task_queue_tasks_enqueued_total[$__range]))"
_COMPLETED = "sum by (task_type) (increase(task_queue_tasks_completed_total[$__range]))"
_DEAD = "sum by (task_type) (increase(task_queue_tasks_dead_total[$__range]))"

_FAILING = "sum by (task_type) (rate(task_queue_tasks_failed_total[$__rate_interval]))"
_FINISHING = "sum by (task_type) (rate(task_queue_tasks_completed_total[$__rate_interval]))"

TASKS = Row(
    title="Task queue: does the worker keep up?",
    panels=(
        Panel(
            title="Does as much finish as is put in?",
            description=(
                "Tasks per minute put into the queue and finished, over all processes. There is "
                "no metric of the queue's length: the two lines drifting apart is the backlog "
                "growing. Nothing finished at all means that no worker runs, or none is scraped."
            ),
            queries=(
                Query(
                    expr="60 * sum(rate(task_queue_tasks_enqueued_total[$__rate_interval]))",
                    legend="put in",
                ),
                Query(
                    expr="60 * sum(rate(task_queue_tasks_completed_total[$__rate_interval]))",
                    legend="completed",
                ),
                Query(
                    expr="60 * sum(rate(task_queue_tasks_failed_total[$__rate_interval]))",
                    legend="attempts failed",
                ),
            ),
            unit="cpm",
            minimum=0,
            colors={"put in": "blue", "completed": "green", "attempts failed": "red"},
        ),
        Panel(
            title="What is being worked on?",
            description=(
                "Tasks in progress over all workers, by type. A flat line at the worker's "
                "concurrency means that it is saturated."
            ),
            queries=(
                Query(expr="sum by (task_type) (task_queue_active_tasks)", legend="{{task_type}}"),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="Which tasks fail?",
            description=(
                "Failed attempts of all attempts, by task type. Tasks are tried again, by default "
                "five times, so that a little is harmless; 100 % is a type that never succeeds."
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
        ),
        Panel(
            title="How long do tasks take?",
            description=(
                "95th percentile of tasks that succeeded, by type. A connector sync near 600 s has "
                "left the histogram: read it as 'longer'."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, task_type) (rate("
                        "task_queue_task_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{task_type}}",
                ),
            ),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="What piles up?",
            description=(
                "Tasks put in less those completed or given up in the chosen range, by type: what "
                "the backlog grew by. Around 0 is well; a type that stays on top over longer "
                "ranges needs more workers, or does not finish at all."
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
        ),
        Panel(
            title="What was given up, or taken back?",
            description=(
                "In the chosen range: tasks that failed on their last attempt, by type, and tasks "
                "taken back from a worker that stopped reporting. Both should be 0."
            ),
            queries=(
                Query(
                    expr=occurrences("task_queue_tasks_dead_total", "task_type"),
                    legend="given up: {{task_type}}",
                    instant=True,
                ),
                Query(
                    expr="sum(increase(task_queue_stuck_tasks_reset_total[$__range]))",
                    legend="taken back",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="none",
        ),
    ),
)
