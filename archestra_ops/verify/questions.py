"""Every query of the boards, and what they may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archestra_ops.grafana.board import Board
from archestra_ops.grafana.queries import (
    PanelQuery,
    TelemetryQuery,
    VariableQuery,
    panel_queries,
    telemetry_queries,
    typed_variables,
    variable_queries,
)
from archestra_ops.grafana.render import render, uses_postgres
from archestra_ops.grafana.shipped_boards import boards_for
from archestra_ops.packs.catalogue import Catalogue, catalogue
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One rendered board: its queries, its variables, and what they may name.

    `typed` are the variables into which a user types, `defaults` what stands there at first.
    """

    title: str
    platform: Platform
    panels: tuple[PanelQuery, ...]
    traces_and_logs: tuple[TelemetryQuery, ...]
    variables: tuple[VariableQuery, ...]
    typed: frozenset[str]
    catalogue: Catalogue
    defaults: Mapping[str, str] = field(default_factory=dict)


def sheets(
    platform: Platform, providers: Sequence[Provider], agent_labels: Mapping[str, str]
) -> list[Sheet]:
    """The boards that the platform's profile has, one with PostgreSQL panels once per provider.

    Raises OpsError for a platform without boards.
    """
    return [
        sheet(one, platform, provider, agent_labels)
        for one in boards_for(platform)
        for provider in (providers if uses_postgres(one) else providers[:1])
    ]


def sheet(
    board: Board, platform: Platform, provider: Provider, agent_labels: Mapping[str, str]
) -> Sheet:
    """One board for one provider."""
    dashboard = render(board, platform, provider, tuple(agent_labels)).dashboard
    typed = typed_variables(dashboard)
    return Sheet(
        title=f"{board.title} ({provider.name})" if uses_postgres(board) else board.title,
        platform=platform,
        panels=tuple(panel_queries(dashboard)),
        traces_and_logs=tuple(telemetry_queries(dashboard)),
        variables=tuple(variable_queries(dashboard)),
        typed=typed,
        catalogue=catalogue(platform, provider, custom_labels=agent_labels),
        defaults={
            variable["name"]: variable.get("query", "")
            for variable in dashboard.get("templating", {}).get("list", ())
            if variable["name"] in typed
        },
    )
