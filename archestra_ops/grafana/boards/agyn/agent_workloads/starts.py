"""Do workloads start?"""

from archestra_ops.grafana.board import Panel, Query, Row

STARTED = "workload_starts_total"
FAILURES = "workload_failures_total"
# The reasons that keep a workload from starting; the others end one that ran.
NOT_STARTED = f'{FAILURES}{{reason=~"start_failed|image_pull_failed|config_invalid"}}'
_ENDED = f'{FAILURES}{{reason=~"crashloop|runtime_lost"}}'

STARTS = Row(
    title="Starts: do workloads start?",
    panels=(
        Panel(
            title="What share of the starts fails?",
            description=(
                "Workloads that did not start (start_failed, image_pull_failed, config_invalid), "
                "and workloads that were lost while they ran (crashloop, runtime_lost), of those "
                "that were to be started. The objective allows 1 % of the first; from 5 % on a "
                "runner, an image or a configuration is broken."
            ),
            queries=(
                Query(
                    expr=(
                        f"(sum(rate({NOT_STARTED}[$__rate_interval])) or vector(0))"
                        f" / (sum(rate({STARTED}[$__rate_interval])) > 0)"
                    ),
                    legend="not started",
                ),
                Query(
                    expr=(
                        f"(sum(rate({_ENDED}[$__rate_interval])) or vector(0))"
                        f" / (sum(rate({STARTED}[$__rate_interval])) > 0)"
                    ),
                    legend="lost while running",
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            interval="1m",
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            colors={"not started": "red", "lost while running": "orange"},
        ),
        Panel(
            title="Why do workloads fail?",
            description=(
                "Failed workloads in the chosen range by reason. image_pull_failed: the registry "
                "or its credentials; config_invalid: the agent's settings; start_failed: the "
                "runner; crashloop: the agent's own program; runtime_lost: the node."
            ),
            queries=(
                Query(
                    expr=f"sum by (reason) (increase({FAILURES}[$__range]))",
                    legend="{{reason}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            width=8,
            decimals=0,
            minimum=0,
            nothing="none failed",
        ),
        Panel(
            title="Which runner fails to start workloads?",
            description=(
                "Share of the starts in the chosen range that failed, by runner. One runner far "
                "above the others is broken itself; all alike have the same image or settings. "
                "The label `runner` is proposed: without it there is one bar for all."
            ),
            queries=(
                Query(
                    expr=(
                        f"(sum by (runner) (increase({NOT_STARTED}[$__range]))"
                        f" or sum by (runner) (increase({STARTED}[$__range])) * 0)"
                        f" / (sum by (runner) (increase({STARTED}[$__range])) > 0)"
                    ),
                    legend="{{runner}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="percentunit",
            width=8,
            decimals=1,
            minimum=0,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no starts",
        ),
    ),
)
