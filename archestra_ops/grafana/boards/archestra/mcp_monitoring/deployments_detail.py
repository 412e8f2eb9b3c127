"""Which servers do not stay up?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.mcp_monitoring.deployments import (
    STATE,
    STATES,
    WORDS,
)

DEPLOYMENTS_DETAIL = Row(
    title="Deployments in depth: which servers do not stay up?",
    collapsed=True,
    panels=(
        Panel(
            title="In which state is each server now?",
            description=(
                "One tile per self-hosted MCP server. Red: look at its pod and its logs. Grey: it "
                "was never deployed, or its state is not known."
            ),
            queries=(Query(expr=STATE, legend="{{server_name}}", instant=True),),
            kind="stat",
            unit="none",
            width=24,
            height=6,
            steps={"text": None, "red": len(STATES)},
            words=WORDS,
            nothing="no servers",
        ),
        Panel(
            title="How much of the time was each server running?",
            description=(
                "Part of the chosen range, by server. 100 % is right for servers that are always "
                "needed; less is normal for those that hibernate or have done their work."
            ),
            queries=(
                Query(
                    expr=(
                        "max by (server_name) (avg_over_time("
                        'mcp_server_deployment_status{state="running"}[$__range]))'
                    ),
                    legend="{{server_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="percentunit",
            decimals=0,
            width=8,
            minimum=0,
            maximum=1,
            nothing="no servers",
        ),
        Panel(
            title="How often did a server's running begin or end?",
            description=(
                "Changes into and out of running in the chosen range, by server. 1 or 2 are a "
                "deployment or a hibernation; many are a crash loop."
            ),
            queries=(
                Query(
                    expr=(
                        "max by (server_name) (changes("
                        'mcp_server_deployment_status{state="running"}[$__range]))'
                    ),
                    legend="{{server_name}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            steps={"green": None, "yellow": 5, "red": 11},
            nothing="no servers",
        ),
        Panel(
            title="How did the number of servers change?",
            description=(
                "Self-hosted MCP servers by state over time, each counted once. The total changes "
                "when servers are installed or removed."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (state) (max by (server_name, state) "
                        "(mcp_server_deployment_status))"
                    ),
                    legend="{{state}}",
                ),
            ),
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            stack=True,
            colors=dict(STATES),
            nothing="no servers",
        ),
    ),
)
