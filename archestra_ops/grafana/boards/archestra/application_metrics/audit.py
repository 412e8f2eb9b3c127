"""Was anything lost that must not be lost?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

AUDIT = Row(
    title="Audit and storage: was anything lost?",
    collapsed=True,
    panels=(
        Panel(
            title="Were audit records lost?",
            description=(
                "Audit records that could not be written in the chosen range, by what produced "
                "them. Every one is a gap in the audit trail; the database's log says why."
            ),
            queries=(
                Query(
                    expr=occurrences("audit_write_failures_total", "source, resource_type"),
                    legend="{{source}}: {{resource_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="none",
        ),
        Panel(
            title="Were stored files orphaned?",
            description=(
                "Objects in file storage that nothing refers to any more, in the chosen range. "
                "The loss is permanent; check the storage's permissions and its errors."
            ),
            queries=(
                Query(
                    expr=occurrences("file_storage_orphaned_objects_total", "provider, scope"),
                    legend="{{provider}}: {{scope}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="none",
        ),
    ),
)
