"""Do evaluations pass?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

_OUTCOMES = 'eval_case_results_total{outcome=~"passed|failed"}'

EVALUATIONS = Row(
    title="Evaluations: do the agents pass their tests?",
    collapsed=True,
    panels=(
        Panel(
            title="What share of cases passes?",
            description=(
                "Passed cases of those that passed or failed; cases that ended in an error or "
                "were cancelled say nothing about the agent. A step down is the last change of "
                "prompt, model or tool. Provider, model, agent and source do not apply in this row."
            ),
            queries=(
                Query(
                    expr=(
                        "(sum(rate("
                        'eval_case_results_total{outcome="passed"}[$__rate_interval]))'
                        f" or 0 * sum(rate({_OUTCOMES}[$__rate_interval])))"
                        f" / (sum(rate({_OUTCOMES}[$__rate_interval])) > 0)"
                    ),
                    legend="passed",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            interval="5m",
            colors={"passed": "green"},
            nothing="no cases",
        ),
        Panel(
            title="How do cases end?",
            description=(
                "Cases per minute by result. `error` is the evaluation failing, not the agent: a "
                "model that does not answer, a tool that is missing."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (outcome) (rate(eval_case_results_total[$__rate_interval]))"
                    ),
                    legend="{{outcome}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            interval="1m",
            stack=True,
            colors={"passed": "green", "failed": "red", "error": "orange", "canceled": "text"},
            nothing="no cases",
        ),
        Panel(
            title="Do evaluation runs finish?",
            description=(
                "Runs that ended in the chosen range, by how. `failed` is a run that broke, "
                "whatever its cases said: start it again, then look at the log."
            ),
            queries=(
                Query(
                    expr=occurrences("eval_runs_total", "status"),
                    legend="{{status}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="no runs",
        ),
        Panel(
            title="How long does a case take?",
            description=(
                "Median and 95th percentile. 600 s is the end of the histogram: read it as "
                "'longer'. Cases that grow slower cost more too."
            ),
            queries=(
                *(
                    Query(
                        expr=(
                            f"histogram_quantile({quantile}, sum by (le) (rate("
                            "eval_case_duration_seconds_bucket[$__rate_interval])))"
                        ),
                        legend=legend,
                    )
                    for quantile, legend in ((0.5, "p50"), (0.95, "p95"))
                ),
            ),
            unit="s",
            width=8,
            minimum=0,
            interval="1m",
            nothing="no cases",
        ),
        Panel(
            title="What does the judge say?",
            description=(
                "Calls of the judge model per minute, by verdict. `error` means that it could not "
                "be asked or did not answer in form: results are then worth less than they look."
            ),
            queries=(
                Query(
                    expr=("60 * sum by (outcome) (rate(eval_judge_calls_total[$__rate_interval]))"),
                    legend="{{outcome}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            interval="1m",
            stack=True,
            colors={"passed": "green", "failed": "red", "error": "orange"},
            nothing="not asked",
        ),
    ),
)
