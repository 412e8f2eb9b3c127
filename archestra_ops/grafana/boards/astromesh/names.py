"""What differs between the metrics that are pushed over OTLP and those that are documented.

A query is written once for each; a profile keeps the one that it has names for.
"""

from __future__ import annotations

from collections.abc import Callable

from archestra_ops.grafana.board import Query, Variable

AGENTS = ("agent", "agent_name")
"""The label of an agent."""

TOOLS = ("tool", "tool_name")
"""The label of a tool."""

TOKENS = (
    ("agent", "astromesh_agent_tokens_total"),
    ("agent_name", "astromesh_tokens_used_total"),
)
"""The label of an agent, and the tokens that it used."""

CALLS = ("astromesh_llm_calls_total", "astromesh_provider_calls_total")
"""Calls of LLM providers."""

LATENCY = ("astromesh_llm_latency_seconds", "astromesh_provider_latency_seconds")
"""How long calls of LLM providers take, without the suffixes of a histogram."""

STEP = "1m"
"""A mean or a share over less than some minutes jumps with every run."""


def by_each(labels: tuple[str, ...], expr: Callable[[str], str]) -> tuple[Query, ...]:
    """What *expr* makes of each of *labels*, with its value as legend."""
    return tuple(Query(expr=expr(label), legend=f"{{{{{label}}}}}") for label in labels)


def choice(name: str, title: str, metric: str, label: str) -> Variable:
    """The choice called *name*, of the values that *label* has on *metric*."""
    return Variable(
        name=name,
        label=title,
        query=f"label_values({metric}, {label})",
        any_value=".*",
        filters=label,
    )
