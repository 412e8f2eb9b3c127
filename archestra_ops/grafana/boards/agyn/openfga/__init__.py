"""Are permissions checked fast, and what do they take?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.agyn.openfga.authorization import AUTHORIZATION
from archestra_ops.grafana.boards.agyn.openfga.effort import EFFORT
from archestra_ops.grafana.boards.agyn.openfga.questions import OPENFGA_JOB, QUESTIONS
from archestra_ops.grafana.boards.agyn.openfga.speed import SPEED
from archestra_ops.grafana.boards.agyn.openfga.traces import TRACES
from archestra_ops.grafana.boards.agyn.openfga.tuples import TUPLES
from archestra_ops.grafana.boards.agyn.openfga.verdicts import VERDICTS
from archestra_ops.grafana.boards.agyn.traces import MIN_DURATION, TRACE

OPENFGA = Board(
    slug="agyn-openfga",
    title="OpenFGA",
    description="Are permissions checked fast, how many are there, and what do they take?",
    platform="agyn",
    tags=("agyn", "openfga"),
    rows=(VERDICTS, QUESTIONS, SPEED, AUTHORIZATION, EFFORT, TUPLES, TRACES),
    variables=(OPENFGA_JOB, MIN_DURATION, TRACE),
)
