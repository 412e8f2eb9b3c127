"""Does knowledge arrive, is it embedded and found, and who may see it?"""

from archestra_ops.grafana.board import Board, Variable
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.connectors import CONNECTORS
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.connectors_detail import (
    CONNECTORS_DETAIL,
)
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.content import CONTENT
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.documents import DOCUMENTS
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.models import MODELS
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.models_detail import MODELS_DETAIL
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.permissions import PERMISSIONS
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.permissions_detail import (
    PERMISSIONS_DETAIL,
)
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.queries import QUERIES
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.queries_detail import (
    QUERIES_DETAIL,
)
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.tasks import TASKS
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.verdicts import VERDICTS

RAG_KNOWLEDGE_BASE = Board(
    slug="rag-knowledge-base",
    title="RAG & Knowledge Base",
    description="Does knowledge arrive, is it embedded and found, and do permissions follow?",
    platform="archestra",
    tags=("archestra", "knowledge-base"),
    variables=(
        Variable(
            name="connector_type",
            label="Connector",
            query="label_values(rag_connector_syncs_total, connector_type)",
            any_value=".*",
            filters="connector_type",
        ),
        Variable(
            name="search_type",
            label="Search",
            query="label_values(rag_queries_total, search_type)",
            any_value=".*",
            filters="search_type",
        ),
    ),
    rows=(
        VERDICTS,
        CONNECTORS,
        DOCUMENTS,
        QUERIES,
        MODELS,
        PERMISSIONS,
        PERMISSIONS_DETAIL,
        TASKS,
        CONNECTORS_DETAIL,
        QUERIES_DETAIL,
        MODELS_DETAIL,
        CONTENT,
    ),
)
