"""Do the agent runtime's runs start, report and end well?"""

from archestra_ops.grafana.board import Panel, Query, Row

_HEARTBEAT = 'agent_runtime_health_age_seconds{condition="heartbeat"}'

AGENT_RUNTIME = Row(
    title="Agent runtime: do runs start, report and end well?",
    collapsed=True,
    panels=(
        Panel(
            title="How do runs end?",
            description=(
                "Runs per minute that started, and that ended by how. `completed` should follow "
                "`started`; `failed` and `expired…` rising means that the backend has no room, or "
                "limits are too short. Provider, model, agent and source do not apply in this row."
            ),
            queries=(
                Query(
                    expr="60 * sum(rate(agent_runtime_runs_started_total[$__rate_interval]))",
                    legend="started",
                ),
                Query(
                    expr=(
                        "60 * sum by (outcome) (rate("
                        "agent_runtime_runs_terminated_total[$__rate_interval]))"
                    ),
                    legend="{{outcome}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            colors={
                "started": "blue",
                "completed": "green",
                "failed": "red",
                "expired_ttl": "orange",
                "expired_idle": "yellow",
                "stopped_by_user": "purple",
            },
            nothing="no runs",
        ),
        Panel(
            title="How long does it take to get a run ready?",
            description=(
                "Median and 95th percentile of provisioning. Tens of seconds are a container that "
                "starts; minutes are images that are pulled or a cluster without room. 600 s is "
                "the end of the histogram: read it as 'longer'."
            ),
            queries=(
                *(
                    Query(
                        expr=(
                            f"histogram_quantile({quantile}, sum by (le) (rate("
                            "agent_runtime_provision_duration_seconds_bucket[$__rate_interval])))"
                        ),
                        legend=legend,
                    )
                    for quantile, legend in ((0.5, "p50"), (0.95, "p95"))
                ),
            ),
            unit="s",
            minimum=0,
            interval="1m",
            steps={"text": None, "yellow": 60, "red": 300},
            show_steps=True,
            nothing="no runs",
        ),
        Panel(
            title="What are the runtime's tasks doing?",
            description=(
                "Tasks by condition; conditions overlap. `input_required` and `auth_required` "
                "wait for a person, `submitted` for a place to run, `completion_pending` for "
                "their result to be delivered; `failed_recent` failed in the last 15 minutes."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (condition) (max by (agent_id, backend, condition) ("
                        "agent_runtime_health_tasks))"
                    ),
                    legend="{{condition}}",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            colors={"failed_recent": "red", "working": "green"},
            nothing="no tasks",
        ),
        Panel(
            title="How old is the oldest sign of life?",
            description=(
                "Age of the oldest heartbeat, of the task that waits longest to start, and of the "
                "result that waits longest to be delivered. A heartbeat older than 120 s for five "
                "minutes is a run that hangs or was lost: look at its pod."
            ),
            queries=(
                Query(
                    expr="max by (condition) (agent_runtime_health_age_seconds)",
                    legend="{{condition}}",
                ),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "red": 120},
            show_steps=True,
            nothing="no tasks",
        ),
        Panel(
            title="Whose run went silent?",
            description=(
                "Age of the oldest heartbeat by agent and backend, the ten oldest. Green is alive. "
                "The id is the one in the address of the agent's page."
            ),
            queries=(
                Query(
                    expr=f"topk(10, max by (agent_id, backend) ({_HEARTBEAT}))",
                    legend="{{backend}} {{agent_id}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="s",
            decimals=0,
            minimum=0,
            steps={"green": None, "red": 120},
            nothing="no runs",
        ),
        Panel(
            title="How fresh are the runtime's figures?",
            description=(
                "Time since the platform last read the runtime's health from its database; it "
                "does so at every scrape. Above a minute the panels on tasks and ages are stale: "
                "look at the database, and at whether the processes are scraped."
            ),
            queries=(
                Query(
                    expr="time() - max(agent_runtime_health_collection_timestamp_seconds)",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=0,
            steps={"green": None, "yellow": 60, "red": 300},
        ),
        Panel(
            title="Do results arrive where they were asked for?",
            description=(
                "Results of runs per minute sent to chat and mail, by how it went. Failures: the "
                "integration's token was revoked, or the conversation is gone."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (interface, outcome) (rate("
                        "agent_runtime_completion_deliveries_total[$__rate_interval]))"
                    ),
                    legend="{{interface}}: {{outcome}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            colors={"chatops: failed": "red", "email: failed": "orange"},
            nothing="no results",
        ),
        Panel(
            title="How often do people steer a run?",
            description=(
                "Messages per minute sent into running agents, by how they get there. Much "
                "steering means that the first instructions do not suffice."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (steer_mode) (rate("
                        "agent_runtime_steers_total[$__rate_interval]))"
                    ),
                    legend="{{steer_mode}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            nothing="no messages",
        ),
    ),
)
