"""How fast do documents arrive, and are they embedded?"""

from archestra_ops.grafana.board import Panel, Query, Row

DOCUMENTS = Row(
    title="Documents: how fast do they arrive, and are they embedded?",
    panels=(
        Panel(
            title="How fast do documents arrive?",
            description=(
                "Per minute: documents looked at, documents that were new or changed, and chunks "
                "made of them. The first two are counted when a sync ends, chunks while it runs, "
                "so that chunks come first. Chunks without documents for long: a sync that never "
                "ends."
            ),
            queries=tuple(
                Query(expr=f"60 * sum(rate({metric}[$__rate_interval]))", legend=legend)
                for metric, legend in (
                    ("rag_documents_processed_total", "looked at"),
                    ("rag_documents_ingested_total", "new or changed"),
                    ("rag_chunks_created_total", "chunks"),
                )
            ),
            unit="cpm",
            width=8,
            minimum=0,
            nothing="no syncs",
        ),
        Panel(
            title="Are embeddings failing?",
            description=(
                "Batches per minute sent to the embedding model, by result; they are not told "
                "apart by connector. Red alone is an outage of the model, or its key: the models "
                "in depth have the status. No batch while documents arrive: look at "
                "batch_embedding in the tasks row."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (status) (rate(rag_embedding_batches_total[$__rate_interval]))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"success": "green", "error": "red"},
            nothing="no batches",
        ),
        Panel(
            title="How many documents are embedded?",
            description=(
                "Documents per minute by result. Green should follow the new or changed "
                "documents; those in error cannot be found by their meaning."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (status) (rate("
                        "rag_embedding_documents_total[$__rate_interval]))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"success": "green", "error": "red"},
            nothing="no documents",
        ),
    ),
)
