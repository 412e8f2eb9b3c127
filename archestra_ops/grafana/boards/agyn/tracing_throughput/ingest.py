"""Do spans pile up?"""

from archestra_ops.grafana.board import Panel, Query, Row

QUEUE = "tracing_ingest_queue_depth"

INGEST = Row(
    title="Ingest: do spans pile up?",
    panels=(
        Panel(
            title="How many spans wait to be written?",
            description=(
                "Spans in the queue of each replica. Hundreds that come and go are bursts; above "
                "10,000 the writer cannot keep up, and what comes last is read late."
            ),
            queries=(Query(expr=f"max by (instance) ({QUEUE})", legend="{{instance}}"),),
            unit="short",
            decimals=0,
            minimum=0,
            steps={"text": None, "yellow": 2000, "red": 10000},
            show_steps=True,
        ),
        Panel(
            title="How many spans wait in an hour?",
            description=(
                "Spans in the longest queue in an hour if the last half hour is the rule. A line "
                "that passes 10,000 while the queue is still short is the time to act: look at the "
                "database below."
            ),
            queries=(
                Query(
                    expr=f"clamp_min(max(predict_linear({QUEUE}[30m], 3600)), 0)",
                    legend="in an hour",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            steps={"text": None, "red": 10000},
            show_steps=True,
        ),
    ),
)
