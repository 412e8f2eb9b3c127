"""Does the knowledge base work right now?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.connectors import (
    A_DAY,
    SUCCESS_AGE,
)
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.tasks import TYPES
from archestra_ops.grafana.boards.occurrences import occurrences

_SUCCEEDED = occurrences('rag_connector_syncs_total{status="success"}')
_DECIDED = occurrences('rag_connector_syncs_total{status=~"success|failed"}')
_NOT_EMBEDDED = occurrences('rag_embedding_batches_total{status="error"}')
_BATCHES = occurrences("rag_embedding_batches_total")

VERDICTS = Row(
    title="Does the knowledge base work right now?",
    panels=(
        Panel(
            title="How many syncs succeed?",
            description=(
                "Connector syncs that succeeded, of those that succeeded or failed in the chosen "
                "range. Syncs that were only partial are neither: the connectors row counts them "
                "apart. Below 95 % see there which connector fails; its credentials and the "
                "source's rate limits come first."
            ),
            queries=(
                Query(
                    expr=f"({_SUCCEEDED} or vector(0)) / ({_DECIDED} > 0)",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=1,
            width=4,
            height=4,
            steps={"red": None, "yellow": 0.8, "green": 0.95},
            nothing="no syncs",
        ),
        Panel(
            title="How old is the stalest connector?",
            description=(
                "Time since the last successful sync, of the kind of connector where it is "
                "longest; always over a day, whatever range the board shows. Somewhat more than "
                "the connector's schedule is fine. One day means a day or longer: the knowledge "
                "of that source is out of date, and the connectors row says which it is."
            ),
            queries=(Query(expr=f"max({SUCCESS_AGE})", instant=True),),
            kind="stat",
            unit="s",
            decimals=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 43_200, "red": 86_400},
            nothing="no syncs",
            time_from=A_DAY,
            interval="1m",
        ),
        Panel(
            title="How many embeddings fail?",
            description=(
                "Share of embedding batches with an error in the chosen range. A document that is "
                "not embedded is not found. Above 2 % look at the embedding model's errors in the "
                "models in depth: usually its key, its quota or its rate limit."
            ),
            queries=(
                Query(
                    expr=(f"({_NOT_EMBEDDED} or vector(0)) / ({_BATCHES} > 0)"),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=1,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.02, "red": 0.1},
            nothing="no batches",
        ),
        Panel(
            title="How slow are queries?",
            description=(
                "95th percentile over the chosen range: embedding of the question, search and "
                "reranking together. Below 2 s is well. Above, compare with the models' durations: "
                "if those are fast, it is the database. 30 s means 30 s or longer."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le) (rate("
                        "rag_query_duration_seconds_bucket[$__range]))) >= 0"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 2, "red": 5},
            nothing="no queries",
        ),
        Panel(
            title="Did permission syncs fail?",
            description=(
                "Permission syncs that failed in the chosen range. Until one succeeds, access "
                "stays as it was, also for those who should have lost it. One may be a hiccup of "
                "the source; the permissions row says whose they are."
            ),
            queries=(
                Query(
                    expr=(
                        occurrences('rag_permission_syncs_total{status="failed"}')
                        + " or 0 * sum(increase(rag_permission_syncs_total[$__range]))"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.5, "red": 4.5},
            nothing="no permission syncs",
        ),
        Panel(
            title="Were tasks given up?",
            description=(
                "Tasks of the knowledge base (syncs, embeddings, permission syncs) that failed on "
                "their last attempt in the chosen range. Look at the worker's log for the type "
                "that the tasks row names. No worker: none is scraped, and most of this board is "
                "empty then."
            ),
            queries=(
                Query(
                    # That counter is there from a worker's start, whatever becomes of its tasks.
                    expr=(
                        occurrences(f"task_queue_tasks_dead_total{{{TYPES}}}")
                        + " or 0 * count(task_queue_stuck_tasks_reset_total)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "red": 0.5},
            nothing="no worker",
        ),
    ),
)
