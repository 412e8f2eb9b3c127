"""Do the LLM providers answer?"""

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.agyn.llm_usage.answers import ANSWERS
from archestra_ops.grafana.boards.agyn.llm_usage.log_lines import LOG_LINES
from archestra_ops.grafana.boards.agyn.llm_usage.models import MODELS
from archestra_ops.grafana.boards.agyn.llm_usage.quota import QUOTA
from archestra_ops.grafana.boards.agyn.llm_usage.traces import TRACES
from archestra_ops.grafana.boards.agyn.llm_usage.verdicts import VERDICTS
from archestra_ops.grafana.boards.agyn.traces import MIN_DURATION, TRACE

LLM_USAGE = Board(
    slug="agyn-llm-usage",
    title="LLM Usage",
    description="Do the LLM providers answer, and how much is asked of them?",
    platform="agyn",
    tags=("agyn", "llm"),
    rows=(VERDICTS, ANSWERS, MODELS, LOG_LINES, QUOTA, TRACES),
    variables=(MIN_DURATION, TRACE),
)
