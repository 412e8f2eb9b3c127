"""Do agents work right now?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import AGENTS, TOKENS

VERDICTS = Row(
    title="Do agents work right now?",
    panels=(
        Panel(
            title="How many runs fail?",
            description=(
                "Share of runs over the chosen range that ended with an error. Below 2 % is "
                "normal; above 10 % users notice. The errors row says which agent; the run's "
                "spans at `/v1/traces/` have the message."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum(increase(astromesh_agent_runs_total{status="error"}[$__range]))'
                        " or vector(0))"
                        " / (sum(increase(astromesh_agent_runs_total[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.02, "red": 0.1},
            nothing="no runs",
        ),
        Panel(
            title="How long does a run take?",
            description=(
                "Mean over the chosen range, of all agents together. Up to 10 s people wait for an "
                "answer; from 30 s on they think that it hangs. It is a mean, since the bounds "
                "tell less: over OTLP all below 5 s is one bucket, and as documented they end at "
                "10 s."
            ),
            queries=(
                Query(
                    expr=(
                        "sum(increase(astromesh_agent_latency_seconds_sum[$__range]))"
                        " / (sum(increase(astromesh_agent_latency_seconds_count[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 10, "red": 30},
            nothing="no runs",
        ),
        Panel(
            title="How many runs are there?",
            description=(
                "Runs per minute over the last five minutes. No colour, because every load is "
                "fine, and none at all, too. Over OTLP a runtime that is idle pushes nothing, and "
                "looks like one that is dead; where Prometheus scrapes it, the row on scraping "
                "tells. `/v1/system/doctor` tells in any case."
            ),
            queries=(
                Query(
                    expr="60 * sum(rate(astromesh_agent_runs_total[5m]))",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="cpm",
            decimals=1,
            width=4,
            height=4,
            nothing="no runs",
        ),
        Panel(
            title="How many agents are at work?",
            description=(
                "Agents with a run in the chosen range. Fewer than there should be: one of them "
                "is not asked any more, or its definition no longer loads."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"count(sum by ({label}) (increase("
                        "astromesh_agent_runs_total[$__range])) > 0)"
                    ),
                    instant=True,
                )
                for label in AGENTS
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            nothing="none",
        ),
        Panel(
            title="How many tokens are used?",
            description=(
                "Tokens of prompts and answers in the chosen range. What it means depends on the "
                "number of runs: the row on tokens has tokens per run."
            ),
            queries=tuple(
                Query(expr=f"sum(increase({tokens}[$__range]))", instant=True)
                for _, tokens in TOKENS
            ),
            kind="stat",
            unit="short",
            decimals=1,
            width=4,
            height=4,
            nothing="no tokens",
        ),
        Panel(
            title="What did it cost?",
            description=(
                "US dollars in the chosen range, at the prices of the runtime's configuration. "
                "Models without a price are missing from it."
            ),
            queries=(
                Query(expr="sum(increase(astromesh_agent_cost_USD_total[$__range]))", instant=True),
            ),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=4,
            height=4,
            nothing="nothing priced",
        ),
        Panel(
            title="How many sessions are open?",
            description=(
                "Sessions of all agents now. Many sessions and few runs: people wait, or nobody "
                "closes them."
            ),
            queries=(Query(expr="sum(astromesh_active_sessions)", instant=True),),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            nothing="no sessions",
        ),
    ),
)
