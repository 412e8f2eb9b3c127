"""Do requests wait for a database connection?"""

from archestra_ops.grafana.board import Panel, Query, Row

POOL = Row(
    title="Database pool: do requests wait for a connection?",
    collapsed=True,
    panels=(
        Panel(
            title="What are the pooled connections doing?",
            description=(
                "Connections over all processes, by state. Waiting above 0 means that requests "
                "queue for a connection: slow queries, or a pool that is too small."
            ),
            queries=(
                Query(expr="sum by (state) (database_pool_connections)", legend="{{state}}"),
                Query(expr="sum(database_pool_size_limit)", legend="limit"),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            colors={"waiting": "red", "idle": "green", "total": "blue", "limit": "text"},
        ),
        Panel(
            title="How full is each process's pool?",
            description=(
                "Connections in use of what the process may open "
                "(ARCHESTRA_DATABASE_POOL_MAX, 50 by default). Near 100 % the next request waits."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum by (job, instance) (database_pool_connections{state="total"})'
                        ' - sum by (job, instance) (database_pool_connections{state="idle"}))'
                        " / sum by (job, instance) (database_pool_size_limit)"
                    ),
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.8, "red": 0.95},
            show_steps=True,
        ),
    ),
)
