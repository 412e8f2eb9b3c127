"""Is the JavaScript runtime healthy?"""

from archestra_ops.grafana.board import Panel, Query, Row

NODEJS = Row(
    title="Node.js: is the runtime healthy?",
    collapsed=True,
    panels=(
        Panel(
            title="Which process's event loop lags?",
            description=(
                "99th percentile of the lag since the last scrape, per process. Above 0.1 s its "
                "requests queue behind computation. Two Prometheus servers scraping the same "
                "process disturb each other here: every scrape resets the measurement."
            ),
            queries=(
                Query(
                    expr="max by (job, instance) (nodejs_eventloop_lag_p99_seconds)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="s",
            minimum=0,
            steps={"text": None, "yellow": 0.1, "red": 0.5},
            show_steps=True,
        ),
        Panel(
            title="How much time goes into garbage collection?",
            description=(
                "Share of one process's time spent in pauses, summed over the kinds. Above 5 % the "
                "heap is too small or something leaks."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (job, instance) (rate(nodejs_gc_duration_seconds_sum"
                        "[$__rate_interval]))"
                    ),
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            steps={"text": None, "yellow": 0.05, "red": 0.1},
            show_steps=True,
        ),
    ),
)
