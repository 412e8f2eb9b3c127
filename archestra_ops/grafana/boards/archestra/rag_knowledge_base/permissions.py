"""Do permissions follow the sources?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

# A kind of connector without such an event is shown with 0 as long as its permissions are synced.
SYNCED = "0 * sum by (connector_type) (increase(rag_permission_syncs_total[$__range]))"

_FAILED = 'rag_permission_syncs_total{status="failed"}'

PERMISSIONS = Row(
    title="Permissions: do they follow the sources?",
    collapsed=True,
    panels=(
        Panel(
            title="How do permission syncs end?",
            description=(
                "Permission syncs per minute by result. Partial ones left a group or a container "
                "out: the panels below say what. No line while connectors sync: permissions are "
                "not synced, or no such task is run."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (status) (rate(rag_permission_syncs_total[$__rate_interval]))"
                    ),
                    legend="{{status}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            colors={"success": "green", "partial": "yellow", "failed": "red"},
            nothing="no permission syncs",
            interval="5m",
        ),
        Panel(
            title="Whose permission syncs fail?",
            description=(
                "Failed permission syncs in the chosen range, by kind of connector. 0 is well. "
                "Until one succeeds the old permissions hold: check the rights of the connector's "
                "account to read groups and members."
            ),
            queries=(
                Query(
                    expr=f"{occurrences(_FAILED, 'connector_type')} or {SYNCED}",
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            steps={"green": None, "red": 0.5},
            nothing="no permission syncs",
        ),
        Panel(
            title="Do people ask whom no source knows?",
            description=(
                "Queries in the chosen range whose user could not be matched to an identity in "
                "the sources. They see less than they may. Usually an e-mail address that differs "
                "between the platform and the source."
            ),
            queries=(
                Query(
                    expr="sum(increase(rag_knowledge_query_unresolved_identity_total[$__range]))",
                    legend="unresolved",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            steps={"green": None, "yellow": 0.5},
        ),
    ),
)
