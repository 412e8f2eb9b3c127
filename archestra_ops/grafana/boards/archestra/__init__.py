"""Archestra's boards, in the order of their links."""

from archestra_ops.grafana.boards.archestra.agent_sessions import AGENT_SESSIONS
from archestra_ops.grafana.boards.archestra.application_metrics import APPLICATION_METRICS
from archestra_ops.grafana.boards.archestra.genai_observability import GENAI_OBSERVABILITY
from archestra_ops.grafana.boards.archestra.mcp_monitoring import MCP_MONITORING
from archestra_ops.grafana.boards.archestra.rag_knowledge_base import RAG_KNOWLEDGE_BASE

BOARDS = (
    GENAI_OBSERVABILITY,
    MCP_MONITORING,
    AGENT_SESSIONS,
    APPLICATION_METRICS,
    RAG_KNOWLEDGE_BASE,
)
