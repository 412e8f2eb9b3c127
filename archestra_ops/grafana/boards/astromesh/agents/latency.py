"""How long do runs take?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import AGENTS, STEP, by_each

# The last bound of the documented histogram is 10, so that only the live one has this.
SLOW = 'le=~"25([.]0)?"'


def mean(label: str) -> str:
    """The mean length of the runs with each value of *label*."""
    return (
        f"sum by ({label}) (rate(astromesh_agent_latency_seconds_sum[$__rate_interval]))"
        f" / (sum by ({label}) (rate("
        "astromesh_agent_latency_seconds_count[$__rate_interval])) > 0)"
    )


LATENCY = Row(
    title="Latency: how long do runs take?",
    panels=(
        Panel(
            title="How long do an agent's runs take?",
            description=(
                "Mean by agent. A step up without more tokens per run is a slow provider or tool; "
                "with more tokens it is longer prompts, or more turns of the loop."
            ),
            queries=by_each(AGENTS, mean),
            unit="s",
            minimum=0,
            nothing="no runs",
            interval=STEP,
        ),
        Panel(
            title="What share of runs takes longer than 25 s?",
            description=(
                "By agent. The bounds of the live histogram are wide (5, 10, 25, 50 s …), so that "
                "a percentile would be a guess; the share beyond a bound is exact."
            ),
            queries=(
                Query(
                    expr=(
                        "1 - sum by (agent) (rate("
                        f"astromesh_agent_latency_seconds_bucket{{{SLOW}}}[$__rate_interval]))"
                        " / (sum by (agent) (rate("
                        "astromesh_agent_latency_seconds_count[$__rate_interval])) > 0)"
                    ),
                    legend="{{agent}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.25},
            show_steps=True,
            nothing="no runs",
            interval=STEP,
        ),
        Panel(
            title="How long do an agent's slowest runs take?",
            description=(
                "95th percentile by agent. 10 s is the end of the histogram: read it as 'longer', "
                "and look at the mean."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, agent_name) (rate("
                        "astromesh_agent_latency_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{agent_name}}",
                ),
            ),
            unit="s",
            minimum=0,
            nothing="no runs",
            interval=STEP,
        ),
        Panel(
            title="How long do a pattern's runs take?",
            description="Mean by orchestration pattern. More steps take longer.",
            queries=(Query(expr=mean("pattern"), legend="{{pattern}}"),),
            unit="s",
            width=24,
            height=6,
            minimum=0,
            nothing="no runs",
            interval=STEP,
        ),
    ),
)
