"""Who uses it?"""

from archestra_ops.grafana.board import Panel, Query, Row

USERS = Row(
    title="Use: who uses it?",
    collapsed=True,
    panels=(
        Panel(
            title="How many people use it?",
            description=(
                "Distinct users within the last day and the last week, as the platform counts "
                "them in its database every five minutes. Nothing: the release is v1.3.15 or "
                "older, or ARCHESTRA_METRICS_ACTIVE_USERS_REFRESH_INTERVAL_MS is 0. Provider, "
                "model, agent and source do not apply."
            ),
            queries=(
                Query(
                    expr="max by (window) (llm_active_users)",
                    legend="last {{window}}",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=8,
            nothing="not counted",
        ),
        Panel(
            title="Do more people use it?",
            description=(
                "The same over time. A fall of the daily line on a working day is worth a "
                "question; the weekly one shows whether people come back."
            ),
            queries=(Query(expr="max by (window) (llm_active_users)", legend="last {{window}}"),),
            unit="short",
            decimals=0,
            width=16,
            minimum=0,
            nothing="not counted",
        ),
        Panel(
            title="Which agents call models?",
            description=(
                "LLM calls per second by agent. `LLM Proxy` is what applications send through "
                "the proxy, `Knowledge Base` embedding and reranking."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (agent_name) (rate("
                        "llm_request_duration_seconds_count[$__rate_interval]))"
                    ),
                    legend="{{agent_name}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            stack=True,
        ),
        Panel(
            title="Which outside agents run?",
            description=(
                "Runs per minute of agents outside the platform, by the id that they send and the "
                "agent that they use. A line that stops is a client that is down, or that no "
                "longer sends its run id. Releases up to v1.3.15 call the metric "
                "agent_executions_total. Provider, model and source do not apply."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (external_agent_id, agent_name) (rate("
                        "agent_runs_total[$__rate_interval]))"
                    ),
                    legend="{{external_agent_id}} ({{agent_name}})",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            nothing="no runs",
        ),
    ),
)
