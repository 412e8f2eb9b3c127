"""Do LLM calls succeed, how fast are they, what do they cost, who makes them?"""

from archestra_ops.grafana.board import Board, Variable
from archestra_ops.grafana.boards.archestra.genai_observability.agent_runtime import AGENT_RUNTIME
from archestra_ops.grafana.boards.archestra.genai_observability.calls import CALLS
from archestra_ops.grafana.boards.archestra.genai_observability.cost import COST
from archestra_ops.grafana.boards.archestra.genai_observability.cost_detail import COST_DETAIL
from archestra_ops.grafana.boards.archestra.genai_observability.evaluations import EVALUATIONS
from archestra_ops.grafana.boards.archestra.genai_observability.feedback import FEEDBACK
from archestra_ops.grafana.boards.archestra.genai_observability.policy import POLICY
from archestra_ops.grafana.boards.archestra.genai_observability.sandbox import SANDBOX
from archestra_ops.grafana.boards.archestra.genai_observability.schedules import SCHEDULES
from archestra_ops.grafana.boards.archestra.genai_observability.skills import SKILLS
from archestra_ops.grafana.boards.archestra.genai_observability.sources import SOURCES
from archestra_ops.grafana.boards.archestra.genai_observability.speed import SPEED
from archestra_ops.grafana.boards.archestra.genai_observability.speed_detail import SPEED_DETAIL
from archestra_ops.grafana.boards.archestra.genai_observability.tokens import TOKENS
from archestra_ops.grafana.boards.archestra.genai_observability.traces import TRACES
from archestra_ops.grafana.boards.archestra.genai_observability.users import USERS
from archestra_ops.grafana.boards.archestra.genai_observability.verdicts import VERDICTS
from archestra_ops.grafana.boards.archestra.traces import MIN_COST, MIN_DURATION, TRACE


def _choices(label: str, *chosen: str) -> str:
    """The values of *label* on LLM calls, within what is chosen of the other labels."""
    matchers = ",".join(f'{name}=~"${name}"' for name in chosen)
    return f"label_values(llm_request_duration_seconds_count{{{matchers}}}, {label})"


GENAI_OBSERVABILITY = Board(
    slug="genai-observability",
    title="GenAI Observability",
    description="Do LLM calls succeed, how fast are they, what do they cost, who makes them?",
    platform="archestra",
    tags=("archestra", "genai"),
    rows=(
        VERDICTS,
        CALLS,
        SPEED,
        COST,
        TRACES,
        SPEED_DETAIL,
        COST_DETAIL,
        TOKENS,
        POLICY,
        USERS,
        SOURCES,
        AGENT_RUNTIME,
        SCHEDULES,
        SKILLS,
        SANDBOX,
        FEEDBACK,
        EVALUATIONS,
    ),
    variables=(
        Variable(
            name="provider",
            label="Provider",
            query=_choices("provider"),
            any_value=".*",
            filters="provider",
        ),
        Variable(
            name="model",
            label="Model",
            query=_choices("model", "provider"),
            any_value=".*",
            filters="model",
        ),
        Variable(
            name="agent_name",
            label="Agent",
            query=_choices("agent_name", "provider", "model"),
            any_value=".*",
            filters="agent_name",
        ),
        Variable(
            name="source",
            label="Source",
            query=_choices("source", "provider", "model", "agent_name"),
            any_value=".*",
            filters="source",
        ),
        MIN_DURATION,
        MIN_COST,
        TRACE,
    ),
)
