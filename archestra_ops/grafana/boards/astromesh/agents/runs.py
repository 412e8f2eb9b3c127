"""How many runs are there, and how do they end?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import AGENTS, by_each

RUNS = Row(
    title="Runs: how many are there, and how do they end?",
    panels=(
        Panel(
            title="Which agents run?",
            description=(
                "Runs per minute by agent. An agent that climbs alone is often called in a loop; "
                "one that ends is not asked any more, or is missing since the last start."
            ),
            queries=by_each(
                AGENTS,
                lambda label: (
                    f"60 * sum by ({label}) (rate(astromesh_agent_runs_total[$__rate_interval]))"
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no runs",
        ),
        Panel(
            title="How do runs end?",
            description=(
                "Runs per minute by status: `ok` (documented: `success`), `error`, or `unset`, "
                "where nothing set one. Red that grows with the total is the load; red alone is a "
                "fault."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (status) (rate(astromesh_agent_runs_total[$__rate_interval]))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"ok": "green", "success": "green", "unset": "text", "error": "red"},
            nothing="no runs",
        ),
        Panel(
            title="Which patterns are used?",
            description=(
                "Runs per minute by orchestration pattern. Patterns with more steps take longer "
                "and use more tokens, so a shift here explains one there."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (pattern) (rate(astromesh_agent_runs_total[$__rate_interval]))"
                    ),
                    legend="{{pattern}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no runs",
        ),
        Panel(
            title="Who has sessions open?",
            description=(
                "Open sessions by agent. A line that only climbs is sessions that nobody closes."
            ),
            queries=(
                Query(
                    expr="sum by (agent_name) (astromesh_active_sessions)",
                    legend="{{agent_name}}",
                ),
            ),
            unit="short",
            decimals=0,
            width=24,
            height=6,
            minimum=0,
            stack=True,
            nothing="no sessions",
        ),
    ),
)
