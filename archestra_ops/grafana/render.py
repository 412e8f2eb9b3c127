"""Boards and packs into dashboard JSON: the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.board import SOURCES, Board
from archestra_ops.grafana.fit import fit
from archestra_ops.grafana.left_out import LeftOut
from archestra_ops.grafana.style import to_json
from archestra_ops.grafana.variables import identity, postgres, variables
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider


@dataclass(frozen=True)
class Rendered:
    """A board for one installation: Grafana's JSON, and what of it could not be fed."""

    board: Board
    dashboard: Json
    left_out: tuple[LeftOut, ...]

    @property
    def text(self) -> str:
        """The JSON as it is written to a file."""
        return json.dumps(self.dashboard, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def uses_postgres(board: Board) -> bool:
    """Whether a board has PostgreSQL panels, so that it differs by provider."""
    return any(
        promql.signals(query.expr)
        for row in board.rows
        for panel in row.panels
        for query in panel.promql
    )


def render(
    board: Board, platform: Platform, provider: Provider, agent_labels: Sequence[str] = ()
) -> Rendered:
    """*board* as a dashboard for an installation with this *provider* of PostgreSQL metrics.

    *agent_labels* are the Prometheus names of the custom labels that its agents have; OpsError for
    one that is named as a choice which boards have anyway.
    """
    _refuse_taken(board, platform, provider, agent_labels)
    fitted, left_out = fit(board, platform, provider, agent_labels)
    choices = variables(fitted, platform, provider if uses_postgres(board) else None, agent_labels)
    dashboard = to_json(fitted, platform, choices, _with_exemplars(fitted, platform))
    return Rendered(fitted, dashboard, tuple(left_out))


def _refuse_taken(
    board: Board, platform: Platform, provider: Provider, agent_labels: Sequence[str]
) -> None:
    """A board cannot have two choices of one name."""
    own = (*identity(platform), *postgres(provider), *board.variables)
    taken = {*SOURCES.values(), *(variable.name for variable in own)}
    for label in agent_labels:
        if label in taken:
            raise OpsError(
                f"the agent label '{label}' has the name of a choice of '{board.title}'",
                hint="leave it out, or give the label another name in the platform",
            )


def _with_exemplars(board: Board, platform: Platform) -> frozenset[str]:
    """The expressions that select a metric which carries exemplars."""
    return frozenset(
        query.expr
        for row in board.rows
        for panel in row.panels
        for query in panel.promql
        if any(_has_exemplars(s, platform) for s in promql.selectors(query.expr))
    )


def _has_exemplars(selector: promql.Selector, platform: Platform) -> bool:
    metric = platform.metric_of(selector.name or "")
    return metric is not None and metric.exemplars
