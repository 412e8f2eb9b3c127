"""Which names are a platform's alone, so that one it does not have is misspelt or made up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

ANYBODYS: Final = (
    "http_", "grpc_", "process_", "nodejs_", "go_", "python_", "rpc_", "jvm_", "dotnet_",
    "promhttp_", "otelcol_", "target_",
)  # fmt: skip
"""What metrics that any program may have begin with: of client libraries, and most ordinary."""
# Words that names of many products are made of: a name of nothing else is nobody's.
_ORDINARY: Final = frozenset(
    {
        "agent", "agents", "ai", "api", "app", "auth", "cache", "chat", "client", "cluster", "data",
        "database", "db", "eval", "file", "gateway", "gen", "genai", "job", "jobs", "llm", "mcp",
        "ml", "model", "models", "node", "platform", "proxy", "queue", "rag", "request", "requests",
        "router", "runner", "runners", "runtime", "scheduler", "server", "service", "session",
        "sessions", "system", "task", "tasks", "tool", "tools", "tracing", "user", "web", "worker",
        "workflow", "workload", "workloads",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Owning:
    """What a platform's pack says of names: `owned` is what those of its metrics alone begin with.

    Without, that is what all of them begin with, but for those that any program has, and unless it
    is made of nothing but ordinary words.
    """

    owned: tuple[str, ...] = ()


def shared_start(names: Collection[str]) -> str:
    """The whole words that all of *names* begin with; empty where there are none, or ordinary ones.

    One that is alone begins with its first word.
    """
    own = [name for name in names if not name.startswith(ANYBODYS)]
    columns = zip(*(name.split("_")[:-1] for name in own), strict=False)
    words = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns)]
    if len(own) == 1:
        words = words[:1]
    return "_".join([*words, ""]) if any(word not in _ORDINARY for word in words if word) else ""
