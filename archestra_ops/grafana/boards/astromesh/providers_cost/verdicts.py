"""Do models and tools answer, and what does it cost?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import CALLS, LATENCY

VERDICTS = Row(
    title="Do models and tools answer, and what does it cost?",
    panels=(
        Panel(
            title="How many calls fail?",
            description=(
                "Share of calls of LLM providers over the chosen range that failed. Below 1 % is "
                "normal, above 5 % users notice. Over OTLP a failed call has the provider and the "
                "model `unknown`: a choice of either on top hides all failures."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f'(sum(increase({calls}{{status="error"}}[$__range])) or vector(0))'
                        f" / (sum(increase({calls}[$__range])) > 0)"
                    ),
                    instant=True,
                )
                for calls in CALLS
            ),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no calls",
        ),
        Panel(
            title="How long does a call take?",
            description=(
                "Mean over the chosen range, of all models together. A call is a whole answer, not "
                "its first token: 5 s are usual for long ones, 15 s are a queue at the provider."
            ),
            queries=tuple(
                Query(
                    expr=(
                        f"sum(increase({latency}_sum[$__range]))"
                        f" / (sum(increase({latency}_count[$__range])) > 0)"
                    ),
                    instant=True,
                )
                for latency in LATENCY
            ),
            kind="stat",
            unit="s",
            decimals=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 5, "red": 15},
            nothing="no calls",
        ),
        Panel(
            title="How many calls are there?",
            description=(
                "Calls of LLM providers per minute over the last five minutes. No colour, because "
                "every load is fine; none while agents run means that they answer from memory, "
                "or fail before they ask."
            ),
            queries=tuple(
                Query(expr=f"60 * sum(rate({calls}[5m]))", instant=True) for calls in CALLS
            ),
            kind="stat",
            unit="cpm",
            decimals=1,
            width=4,
            height=4,
            nothing="no calls",
        ),
        Panel(
            title="How many tools fail?",
            description=(
                "Share of tool executions over the chosen range that ended with an error. Tools "
                "fail for reasons of their own, so that some percent are normal; the row on tools "
                "says which. The choices on top do not apply to tools."
            ),
            queries=(
                Query(
                    expr=(
                        "(sum(increase("
                        'astromesh_tool_executions_total{status="error"}[$__range]))'
                        " or vector(0))"
                        " / (sum(increase(astromesh_tool_executions_total[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.05, "red": 0.2},
            nothing="no tools used",
        ),
        Panel(
            title="What did it cost today?",
            description=(
                "US dollars since midnight of your time zone, at the prices of the runtime's "
                "configuration. Nothing in spite of calls: the models have no prices there."
            ),
            queries=(
                Query(expr="sum(increase(astromesh_agent_cost_USD_total[$__range]))", instant=True),
            ),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=4,
            height=4,
            time_from="now/d",
            nothing="nothing priced",
        ),
        Panel(
            title="What does a run cost?",
            description=(
                "US dollars per run over the chosen range. A jump is a dearer model, longer "
                "prompts, or more calls in a run: the agents' board has tokens per run. With a "
                "model chosen it is what that model adds to each run, whether a run used it or not."
            ),
            queries=(
                Query(
                    expr=(
                        "sum(increase(astromesh_agent_cost_USD_total[$__range]))"
                        " / (sum(increase(astromesh_agent_runs_total[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="currencyUSD",
            decimals=4,
            width=4,
            height=4,
            nothing="nothing priced",
        ),
    ),
)
