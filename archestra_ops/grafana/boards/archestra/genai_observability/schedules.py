"""Do scheduled runs succeed?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

SCHEDULES = Row(
    title="Schedules: do scheduled runs succeed?",
    collapsed=True,
    panels=(
        Panel(
            title="How do scheduled runs end?",
            description=(
                "Runs per minute that a schedule triggered, by result. Nothing at all in spite of "
                "schedules: the worker does not run, or is not scraped. Provider, "
                "model and source do not apply in this row."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (status) (rate(schedule_trigger_runs_total[$__rate_interval]))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            stack=True,
            colors={"success": "green", "failed": "red", "cancelled": "yellow"},
            nothing="no runs",
        ),
        Panel(
            title="Whose scheduled runs fail?",
            description=(
                "Failed runs in the chosen range by agent. Nobody watches a schedule: open the "
                "agent's last run, most often a key or a tool is gone."
            ),
            queries=(
                Query(
                    expr=occurrences('schedule_trigger_runs_total{status="failed"}', "agent_name"),
                    legend="{{agent_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="none failed",
        ),
    ),
)
