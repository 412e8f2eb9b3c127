"""How much leaves for the models?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.astromesh.names import STEP

SENT = "astromesh_agent_egress_bytes_total"

EGRESS = Row(
    title="Egress: how much leaves for the models?",
    collapsed=True,
    panels=(
        Panel(
            title="Which agents send most?",
            description=(
                "Bytes of messages per second by agent, as JSON. A steep climb is documents or "
                "results of tools that go into prompts; mind what may leave."
            ),
            queries=(
                Query(expr=f"sum by (agent) (rate({SENT}[$__rate_interval]))", legend="{{agent}}"),
            ),
            unit="Bps",
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing sent",
        ),
        Panel(
            title="Which models get most?",
            description=(
                "Bytes of messages per second by model. Where data may not leave the house, models "
                "of others must stay at 0."
            ),
            queries=(
                Query(expr=f"sum by (model) (rate({SENT}[$__rate_interval]))", legend="{{model}}"),
            ),
            unit="Bps",
            width=8,
            minimum=0,
            stack=True,
            nothing="nothing sent",
        ),
        Panel(
            title="How much does a run send?",
            description=(
                "Bytes of messages per run by agent. A steady climb is a memory that only grows. "
                "With a model chosen it is what that model gets of each run, whether a run used it "
                "or not."
            ),
            queries=(
                Query(
                    expr=(
                        f"sum by (agent) (rate({SENT}[$__rate_interval]))"
                        " / (sum by (agent) (rate("
                        "astromesh_agent_runs_total[$__rate_interval])) > 0)"
                    ),
                    legend="{{agent}}",
                ),
            ),
            unit="bytes",
            width=8,
            minimum=0,
            nothing="nothing sent",
            interval=STEP,
        ),
    ),
)
