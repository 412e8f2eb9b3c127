"""What does each connector bring, and how long does it take?"""

from archestra_ops.grafana.board import Panel, Query, Row

CONNECTORS_DETAIL = Row(
    title="Connectors in depth: what does each bring?",
    collapsed=True,
    panels=(
        Panel(
            title="How long does a sync usually take?",
            description=(
                "Median of the syncs that ended in the chosen range, by kind of connector. Far "
                "below the 95th percentile is normal: most syncs find little that is new."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.5, sum by (le, connector_type) (rate("
                        "rag_connector_sync_duration_seconds_bucket[$__range]))) >= 0"
                    ),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="s",
            decimals=0,
            width=8,
            minimum=0,
            nothing="no syncs",
        ),
        Panel(
            title="How long do syncs take by how they end?",
            description=(
                "95th percentile of the syncs in the chosen range, by result. Failures that come "
                "at once are refused credentials; failures after a long time are a source that "
                "stopped answering."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, status) (rate("
                        "rag_connector_sync_duration_seconds_bucket[$__range]))) >= 0"
                    ),
                    legend="{{status}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="s",
            decimals=0,
            width=8,
            minimum=0,
            colors={"success": "green", "partial": "yellow", "failed": "red"},
            nothing="no syncs",
        ),
        Panel(
            title="Do syncs take longer and longer?",
            description=(
                "95th percentile by kind of connector; look at days, not hours. A line that rises "
                "is a source that grows, or one that slows its clients down: its rate limit, or "
                "fewer documents per connector. 1800 s means half an hour or longer."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le, connector_type) (rate("
                        "rag_connector_sync_duration_seconds_bucket[$__rate_interval])))"
                    ),
                    legend="{{connector_type}}",
                ),
            ),
            unit="s",
            width=8,
            minimum=0,
            interval="5m",
            nothing="no syncs",
        ),
        Panel(
            title="How many documents does each look at?",
            description=(
                "Documents per minute that finished syncs looked at, by kind of connector. They "
                "are added when a sync ends, so that long syncs make spikes."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (connector_type) (rate("
                        "rag_documents_processed_total[$__rate_interval]))"
                    ),
                    legend="{{connector_type}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no syncs",
            interval="5m",
        ),
        Panel(
            title="Which connectors bring new documents?",
            description=(
                "New or changed documents per minute, by kind of connector, added when a sync "
                "ends. 0 for a source that is known to change means that its connector sees less "
                "than it should."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (connector_type) (rate("
                        "rag_documents_ingested_total[$__rate_interval]))"
                    ),
                    legend="{{connector_type}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no syncs",
            interval="5m",
        ),
        Panel(
            title="Which connectors make chunks?",
            description=(
                "Chunks per minute by kind of connector, counted while a sync runs. Chunks are "
                "what is embedded and paid for: a source on top here is what it costs."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (connector_type) (rate("
                        "rag_chunks_created_total[$__rate_interval]))"
                    ),
                    legend="{{connector_type}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no syncs",
            interval="5m",
        ),
    ),
)
