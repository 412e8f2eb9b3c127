"""Does Tracing keep up with what agents send?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.agyn.traces import MIN_DURATION, TRACE
from archestra_ops.grafana.boards.agyn.tracing_throughput.database import DATABASE
from archestra_ops.grafana.boards.agyn.tracing_throughput.ingest import INGEST
from archestra_ops.grafana.boards.agyn.tracing_throughput.logs import LOGS
from archestra_ops.grafana.boards.agyn.tracing_throughput.storage import STORAGE
from archestra_ops.grafana.boards.agyn.tracing_throughput.traces import TRACES
from archestra_ops.grafana.boards.agyn.tracing_throughput.verdicts import VERDICTS

TRACING_THROUGHPUT = Board(
    slug="agyn-tracing",
    title="Tracing Throughput",
    description="Does Tracing keep up with what agents send, and how long is there room for it?",
    platform="agyn",
    tags=("agyn", "tracing"),
    rows=(VERDICTS, INGEST, DATABASE, STORAGE, LOGS, TRACES),
    variables=(MIN_DURATION, TRACE),
)
