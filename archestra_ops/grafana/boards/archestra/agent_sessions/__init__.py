"""What did an agent do, step by step, and what did it cost?"""

from archestra_ops.grafana.board import Board, TextVariable, Variable
from archestra_ops.grafana.boards.archestra.agent_sessions.context import CONTEXT
from archestra_ops.grafana.boards.archestra.agent_sessions.find import FIND
from archestra_ops.grafana.boards.archestra.agent_sessions.session import SESSION
from archestra_ops.grafana.boards.archestra.agent_sessions.steps import STEPS
from archestra_ops.grafana.boards.archestra.agent_sessions.totals import TOTALS
from archestra_ops.grafana.boards.archestra.traces import TRACE

AGENT_SESSIONS = Board(
    slug="agent-sessions",
    title="Agent Sessions",
    description="What did an agent do in a session, step by step, and what did it cost?",
    platform="archestra",
    tags=("archestra", "sessions"),
    rows=(FIND, SESSION, STEPS, CONTEXT, TOTALS),
    variables=(
        Variable(
            name="agent_name",
            label="Agent",
            # An agent that only calls tools is in no metric of LLM calls.
            query=(
                "label_values({__name__=~"
                '"llm_request_duration_seconds_count|mcp_tool_calls_total"}, agent_name)'
            ),
            any_value=".*",
            filters="agent_name",
        ),
        Variable(
            name="source",
            label="Source",
            query=(
                "label_values(llm_request_duration_seconds_count"
                '{agent_name=~"$agent_name"}, source)'
            ),
            any_value=".*",
            filters="source",
        ),
        TextVariable(
            name="user",
            label="User",
            help="A pattern of an e-mail address, as in .*@example.com.",
            default=".*",
        ),
        TextVariable(
            name="session",
            label="Session",
            help="A session's id: typed, or set by a click in the table.",
        ),
        TRACE,
    ),
)
