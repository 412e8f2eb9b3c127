"""Are the MCP servers that run here up?"""

from archestra_ops.grafana.board import Color, Mapped, Panel, Query, Row

# In the order of how much they matter: where web replicas disagree for the 30 s between two
# refreshes, the higher number is shown.
STATES: tuple[tuple[str, Color], ...] = (
    ("not_created", "text"),
    ("hibernated", "purple"),
    ("succeeded", "blue"),
    ("running", "green"),
    ("waking", "yellow"),
    ("pending", "orange"),
    ("failed", "red"),
)

WORDS = {
    "0": Mapped(text="unknown", color="text"),
    **{
        str(number): Mapped(text=state.replace("_", " "), color=color)
        for number, (state, color) in enumerate(STATES, start=1)
    },
}

# Every state has a series, 1 for the current one: times its number, the largest is the state's.
STATE = (
    "max by (server_name) ("
    + " or ".join(
        f'{number} * mcp_server_deployment_status{{state="{state}"}}'
        for number, (state, _) in enumerate(STATES, start=1)
    )
    + ")"
)

DEPLOYMENTS = Row(
    title="Deployments: are the servers up?",
    panels=(
        Panel(
            title="How many servers are in which state?",
            description=(
                "Self-hosted MCP servers by deployment state, each counted once however many web "
                "replicas report it. Failed should be 0, pending and waking soon 0 again; the "
                "other states are fine, hibernated servers sleep on purpose. The choices on top "
                "do not apply to deployments."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (state) (max by (server_name, state) "
                        "(mcp_server_deployment_status))"
                    ),
                    legend="{{state}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=9,
            minimum=0,
            colors=dict(STATES),
            nothing="no servers",
        ),
        Panel(
            title="When was each server in which state?",
            description=(
                "One line per self-hosted MCP server. Long green, purple or blue stretches are "
                "fine. Red: its deployment failed; orange again and again: it starts, dies and is "
                "started anew, so look at its last logs (`kubectl logs --previous`). A gap: no "
                "web process was scraped, or the server did not exist."
            ),
            queries=(Query(expr=STATE, legend="{{server_name}}"),),
            kind="state-timeline",
            unit="none",
            width=16,
            height=9,
            words=WORDS,
            nothing="no servers",
        ),
    ),
)
