"""Are the platform's processes, its queue and its database well?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.archestra.application_metrics.audit import AUDIT
from archestra_ops.grafana.boards.archestra.application_metrics.heap import HEAP
from archestra_ops.grafana.boards.archestra.application_metrics.http import HTTP
from archestra_ops.grafana.boards.archestra.application_metrics.http_detail import HTTP_DETAIL
from archestra_ops.grafana.boards.archestra.application_metrics.nodejs import NODEJS
from archestra_ops.grafana.boards.archestra.application_metrics.pool import POOL
from archestra_ops.grafana.boards.archestra.application_metrics.postgres import POSTGRES
from archestra_ops.grafana.boards.archestra.application_metrics.postgres_storage import (
    POSTGRES_STORAGE,
)
from archestra_ops.grafana.boards.archestra.application_metrics.postgres_work import POSTGRES_WORK
from archestra_ops.grafana.boards.archestra.application_metrics.process import PROCESS
from archestra_ops.grafana.boards.archestra.application_metrics.scrape import SCRAPE
from archestra_ops.grafana.boards.archestra.application_metrics.sizing import SIZING
from archestra_ops.grafana.boards.archestra.application_metrics.tasks import TASKS
from archestra_ops.grafana.boards.archestra.application_metrics.verdicts import VERDICTS

APPLICATION_METRICS = Board(
    slug="application-metrics",
    title="Application Metrics",
    description="Are the platform's processes, its task queue and its database well?",
    platform="archestra",
    tags=("archestra", "application"),
    rows=(
        VERDICTS,
        HTTP,
        TASKS,
        POOL,
        PROCESS,
        NODEJS,
        POSTGRES,
        AUDIT,
        HTTP_DETAIL,
        SIZING,
        HEAP,
        POSTGRES_WORK,
        POSTGRES_STORAGE,
        SCRAPE,
    ),
)
