"""Which agent fails?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import AGENTS, STEP, by_each

FAILED = 'astromesh_agent_runs_total{status="error"}'


def share(label: str) -> str:
    """What share of the runs with each value of *label* fails."""
    return (
        f"sum by ({label}) (rate({FAILED}[$__rate_interval]))"
        f" / (sum by ({label}) (rate(astromesh_agent_runs_total[$__rate_interval])) > 0)"
    )


ERRORS = Row(
    title="Errors: which agent fails?",
    panels=(
        Panel(
            title="What share of an agent's runs fails?",
            description=(
                "Runs with an error of all runs, by agent, for agents that fail at all. One agent "
                "alone: its prompt, its tools or its memory. All together: a provider, or the "
                "runtime itself; compare with the calls of providers on the other board."
            ),
            queries=by_each(AGENTS, share),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.02, "red": 0.1},
            show_steps=True,
            nothing="no failures",
            interval=STEP,
        ),
        Panel(
            title="Which agents fail?",
            description=(
                "Failed runs per minute by agent. Read it with the share beside it: many failures "
                "of very many runs are less urgent than a few runs that all fail."
            ),
            queries=by_each(
                AGENTS, lambda label: f"60 * sum by ({label}) (rate({FAILED}[$__rate_interval]))"
            ),
            unit="cpm",
            minimum=0,
            stack=True,
            nothing="no failures",
        ),
        Panel(
            title="What share of a pattern's runs fails?",
            description=(
                "Runs with an error of all runs, by orchestration pattern. One that fails with "
                "every agent points at the pattern's own steps."
            ),
            queries=(Query(expr=share("pattern"), legend="{{pattern}}"),),
            unit="percentunit",
            width=24,
            height=6,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.02, "red": 0.1},
            show_steps=True,
            nothing="no failures",
            interval=STEP,
        ),
    ),
)
