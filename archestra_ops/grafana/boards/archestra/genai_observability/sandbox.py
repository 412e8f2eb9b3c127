"""Is the code sandbox ready, and do its commands succeed?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

# A process has a series for each of them, 1 for the state that it is in.
_STATES = {
    "error": Mapped(text="error", color="red"),
    "stopped": Mapped(text="stopped", color="orange"),
    "initializing": Mapped(text="initializing", color="yellow"),
    "disabled": Mapped(text="disabled", color="text"),
    "ready": Mapped(text="ready", color="green"),
}
_STATE = " + ".join(
    f'{number} * max by (job, instance) (sandbox_runtime_status{{status="{state}"}})'
    for number, state in enumerate(_STATES, 1)
)

SANDBOX = Row(
    title="Code sandbox: is it ready, do commands succeed?",
    collapsed=True,
    panels=(
        Panel(
            title="Is the sandbox ready?",
            description=(
                "State of each process's sandbox. `error` and `stopped`: agents cannot run code; "
                "`ops check health` says what the platform reports, its log why. `disabled` is a "
                "choice. Provider, model, agent and source do not apply in this row."
            ),
            queries=(Query(expr=_STATE, legend="{{job}} {{instance}}"),),
            kind="state-timeline",
            unit="none",
            width=24,
            height=5,
            words={str(number): word for number, word in enumerate(_STATES.values(), 1)},
        ),
        Panel(
            title="How do commands end?",
            description=(
                "Commands per minute by result. `script_error` is the agent's own code and "
                "normal; `timeout` is a command that takes too long; `runtime_error` is the "
                "sandbox failing, see the errors."
            ),
            queries=(
                Query(
                    expr="60 * sum by (status) (rate(sandbox_commands_total[$__rate_interval]))",
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            interval="1m",
            stack=True,
            colors={
                "ok": "green",
                "script_error": "yellow",
                "timeout": "orange",
                "runtime_error": "red",
            },
            nothing="no commands",
        ),
        Panel(
            title="How long do commands take?",
            description=(
                "Median and 95th percentile over all results. 120 s is the end of the histogram: "
                "read it as 'longer'. A median that climbs is a sandbox short of processor."
            ),
            queries=(
                *(
                    Query(
                        expr=(
                            f"histogram_quantile({quantile}, sum by (le) (rate("
                            "sandbox_command_duration_seconds_bucket[$__rate_interval])))"
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
            nothing="no commands",
        ),
        Panel(
            title="Does the sandbox itself fail?",
            description=(
                "Failures of the sandbox in the chosen range. `engine_unreachable`: the engine "
                "is down, or a network policy is between. `internal`: its log says what."
            ),
            queries=(
                Query(
                    expr=occurrences("sandbox_runtime_errors_total", "code"),
                    legend="{{code}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="none",
        ),
    ),
)
