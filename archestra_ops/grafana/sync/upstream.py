"""The dashboards that Archestra itself offers, to be recognised and left alone.

Source: the platform's repository, its Grafana dashboards and the script that installs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UPSTREAM: Final[Mapping[str, tuple[str, ...]]] = {
    "archestra": (
        "archestra-genai-observability",
        "archestra-mcp-monitoring",
        "archestra-agent-sessions",
        "archestra-application-metrics",
        "archestra-rag-knowledge-base",
    ),
}
"""Their uids, by platform; the script puts them into a folder `archestra-dashboards`."""
