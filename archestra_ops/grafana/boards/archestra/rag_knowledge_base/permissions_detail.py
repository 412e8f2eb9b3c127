"""Who sees too much, and who too little?"""

from archestra_ops.grafana.board import Panel, Query, Row, Steps
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.permissions import SYNCED
from archestra_ops.grafana.boards.occurrences import occurrences

_RED: Steps = {"green": None, "red": 0.5}
_YELLOW: Steps = {"green": None, "yellow": 0.5}

PERMISSIONS_DETAIL = Row(
    title="Permissions in depth: who sees too much, who too little?",
    collapsed=True,
    panels=(
        Panel(
            title="Which access lists are wider than the source's?",
            description=(
                "Access lists in the chosen range that were stored wider than the source has them, "
                "by kind of connector. People may see what they should not: the only panel here "
                "that is about too much. Search the worker's log for the connector."
            ),
            queries=(
                Query(
                    expr=(
                        occurrences(
                            "rag_permission_sync_acl_over_approximations_total", "connector_type"
                        )
                        + f" or {SYNCED}"
                    ),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=12,
            height=7,
            minimum=0,
            steps=_RED,
            nothing="no permission syncs",
        ),
        Panel(
            title="Which groups could not be read?",
            description=(
                "Groups in the chosen range whose members could not be read, by kind of connector. "
                "Those who have access only through them see too little. Usually it is a right "
                "that the connector's account lacks."
            ),
            queries=(
                Query(
                    expr=(
                        occurrences("rag_permission_sync_group_failures_total", "connector_type")
                        + f" or {SYNCED}"
                    ),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=12,
            height=7,
            minimum=0,
            steps=_YELLOW,
            nothing="no permission syncs",
        ),
        Panel(
            title="Which containers' audience could not be read?",
            description=(
                "Containers (spaces, sites, folders) in the chosen range whose audience could not "
                "be read, by kind of connector. Give the connector's account the right to read it."
            ),
            queries=(
                Query(
                    expr=(
                        occurrences(
                            "rag_permission_sync_container_audience_failures_total",
                            "connector_type",
                        )
                        + f" or {SYNCED}"
                    ),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=12,
            height=7,
            minimum=0,
            steps=_YELLOW,
            nothing="no permission syncs",
        ),
        Panel(
            title="Which identities were not looked up?",
            description=(
                "Identities in the chosen range that were skipped, by kind of connector. A few "
                "that stay the same are harmless; a jump means that people lose access: see the "
                "worker's log for why."
            ),
            queries=(
                Query(
                    expr=(
                        occurrences(
                            "rag_permission_sync_identity_lookups_skipped_total", "connector_type"
                        )
                        + f" or {SYNCED}"
                    ),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=12,
            height=7,
            minimum=0,
            steps=_YELLOW,
            nothing="no permission syncs",
        ),
        Panel(
            title="Who was left out of access lists?",
            description=(
                "Users and groups dropped in the chosen range, by reason and kind of connector. "
                "`no_email`: the source gives no e-mail address to match them by, so that they see "
                "too little; make it visible to the connector."
            ),
            queries=(
                Query(
                    expr=occurrences(
                        "rag_permission_sync_dropped_principals_total", "connector_type, reason"
                    ),
                    legend="{{reason}}: {{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=7,
            minimum=0,
            steps=_YELLOW,
            nothing="none",
        ),
        Panel(
            title="Which documents fell back to a narrower audience?",
            description=(
                "Documents in the chosen range, by reason and kind of connector. Safe, but people "
                "see less than they may. `truncated`: more restrictions than could be read; "
                "`expand_unsupported`: the source does not tell them; `ancestor_outside_corpus`: "
                "what they inherit from is not synced."
            ),
            queries=(
                Query(
                    expr=occurrences(
                        "rag_permission_sync_restriction_fallbacks_total",
                        "connector_type, reason",
                    ),
                    legend="{{reason}}: {{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=7,
            minimum=0,
            steps=_YELLOW,
            nothing="none",
        ),
        Panel(
            title="Whose access was cut short?",
            description=(
                "Access tokens in the chosen range that named too many groups or containers, by "
                "which of the two. The person sees too little: give access by fewer and larger "
                "groups."
            ),
            queries=(
                Query(
                    expr=occurrences("rag_access_token_truncations_total", "kind"),
                    legend="{{kind}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            height=7,
            minimum=0,
            steps=_YELLOW,
            nothing="none",
        ),
    ),
)
