"""What fills the JavaScript heap, and what does the event loop do?"""

from archestra_ops.grafana.board import Panel, Query, Row

HEAP = Row(
    title="Node.js in depth: what fills the heap, what holds the loop?",
    collapsed=True,
    panels=(
        Panel(
            title="How full is the heap?",
            description=(
                "Used part of the V8 heap per process. A used line that climbs from one collection "
                "to the next over hours is a leak."
            ),
            queries=(
                Query(
                    expr="sum by (job, instance) (nodejs_heap_size_used_bytes)",
                    legend="used {{job}} {{instance}}",
                ),
                Query(
                    expr="sum by (job, instance) (nodejs_heap_size_total_bytes)",
                    legend="size {{job}} {{instance}}",
                ),
            ),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="What is in the heap?",
            description=(
                "Used bytes by heap space, over all processes. What lives long is in `old`: only "
                "there a climb over hours is a leak."
            ),
            queries=(
                Query(
                    expr="sum by (space) (nodejs_heap_space_size_used_bytes)", legend="{{space}}"
                ),
            ),
            unit="bytes",
            minimum=0,
            stack=True,
        ),
        Panel(
            title="Which heap space is running out?",
            description=(
                "Used part of each space's size. V8 grows a space when it needs to, so that only "
                "a space that stays full while the process slows down matters."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (space) (nodejs_heap_space_size_used_bytes)"
                        " / (sum by (space) (nodejs_heap_space_size_total_bytes) > 0)"
                    ),
                    legend="{{space}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
        ),
        Panel(
            title="How much room is left in the heap's spaces?",
            description=(
                "Free bytes by heap space, over all processes. V8 makes room when it needs to; "
                "`old` near 0 for long comes before an out-of-memory end."
            ),
            queries=(
                Query(
                    expr="sum by (space) (nodejs_heap_space_size_available_bytes)",
                    legend="{{space}}",
                ),
            ),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How long are the pauses?",
            description=(
                "95th percentile of garbage-collection pauses by kind. Major pauses over 0.1 s "
                "are felt as event-loop lag. A kind appears once it has happened."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, kind) (rate("
                        "nodejs_gc_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{kind}}",
                ),
            ),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="How is the event loop's lag spread?",
            description=(
                "Percentiles since the last scrape, the worst process for each, and the lag at the "
                "scrape itself. A maximum far above p99 is one long computation, not load."
            ),
            queries=(
                Query(expr="max(nodejs_eventloop_lag_p50_seconds)", legend="p50"),
                Query(expr="max(nodejs_eventloop_lag_p90_seconds)", legend="p90"),
                Query(expr="max(nodejs_eventloop_lag_max_seconds)", legend="max"),
                Query(expr="max(nodejs_eventloop_lag_seconds)", legend="at the scrape"),
            ),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="How steady is the event loop?",
            description=(
                "Mean, least and standard deviation of the lag since the last scrape. A mean near "
                "the timer's 10 ms is idle."
            ),
            queries=(
                Query(expr="max(nodejs_eventloop_lag_mean_seconds)", legend="mean"),
                # Just after another scrape it is 2^63 ns, because nothing was measured yet.
                Query(expr="min(nodejs_eventloop_lag_min_seconds < 3600)", legend="least"),
                Query(expr="max(nodejs_eventloop_lag_stddev_seconds)", legend="deviation"),
            ),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="What keeps the event loop alive?",
            description=(
                "Active resources by type, over all processes. Sockets or timers that only ever "
                "grow are a leak."
            ),
            queries=(
                Query(expr="sum by (type) (nodejs_active_resources)", legend="{{type}}"),
                Query(expr="sum(nodejs_active_resources_total)", legend="all"),
            ),
            unit="short",
            decimals=0,
            minimum=0,
        ),
        Panel(
            title="What is open or under way?",
            description=(
                "Active handles by type and requests of the runtime (file system, DNS), over all "
                "processes. A type of request has no series while there is none."
            ),
            queries=(
                Query(expr="sum by (type) (nodejs_active_handles)", legend="handles: {{type}}"),
                Query(expr="sum(nodejs_active_handles_total)", legend="all handles"),
                Query(expr="sum by (type) (nodejs_active_requests)", legend="requests: {{type}}"),
                Query(expr="sum(nodejs_active_requests_total)", legend="all requests"),
            ),
            unit="short",
            decimals=0,
            minimum=0,
        ),
    ),
)
