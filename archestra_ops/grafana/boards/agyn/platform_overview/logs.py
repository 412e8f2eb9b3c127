"""What do the services say?"""

from archestra_ops.grafana.board import LogQuery, Panel, Row
from archestra_ops.grafana.boards.agyn.logs import bad_lines, stream

_ALL = (
    "gateway",
    "agents-orchestrator",
    "runners",
    "k8s-runner",
    "authorization",
    "notifications",
    "threads",
    "metering",
)

LOGS = Row(
    title="Logs: what do the services say?",
    collapsed=True,
    panels=(
        bad_lines(
            "What goes wrong in the services?",
            "LLM Proxy and Tracing have it on their own boards.",
            *_ALL,
        ),
        Panel(
            title="What did people with special rights do?",
            description=(
                "Audit events, which the documentation has as JSON lines with `audit=true`: grants "
                "of rights, deletions, changes of the configuration. Services that log plain text "
                "have none."
            ),
            queries=(
                LogQuery(logql=f'{stream(*_ALL, "llm-proxy", "tracing")} | json | audit="true"'),
            ),
            kind="logs",
            unit="short",
            width=24,
            height=10,
        ),
    ),
)
