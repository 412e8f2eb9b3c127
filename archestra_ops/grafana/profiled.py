"""A board in the names of a platform's profile, without what that has no series for.

Boards are written with the names of the pack, or with those of one of its profiles. What a profile
cannot answer goes: a query that names a metric, a label or a label's value that it lacks, or a
metric that it has under another name, too; a query whose legend names a label that is lost; a
choice that cannot be listed. Queries of a panel whose legends differ in the names of labels alone
ask the same in other names: as long as one of them is left, nothing is missing. Queries of signals
are the provider's to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.expressions import unanswered
from archestra_ops.grafana.board import AnyQuery, Board, Panel, Query, TextVariable, Variable
from archestra_ops.grafana.left_out import LeftOut
from archestra_ops.grafana.queries import legend_labels
from archestra_ops.packs.catalogue import Catalogue, catalogue
from archestra_ops.packs.model import Platform

_LISTS = "label_values("
_LABEL = re.compile(r"\{\{\s*\w+\s*\}\}")


def profiled(
    board: Board, platform: Platform, agent_labels: Sequence[str] = ()
) -> tuple[Board, list[LeftOut]]:
    """*board* as the profile of *platform* can answer it, and the panels that lose something.

    The same board where the platform has no profiles. Raises PromQLError for an expression that
    cannot be read.
    """
    if not platform.profiles:
        return board, []
    names = _names(platform, agent_labels)
    left_out: list[LeftOut] = []
    rows = []
    for row in board.rows:
        panels = [_panel(panel, names, left_out) for panel in row.panels]
        kept = tuple(panel for panel in panels if panel is not None)
        if kept:
            rows.append(replace(row, panels=kept))
    return replace(board, rows=tuple(rows), variables=_variables(board, names)), left_out


def why_not(query: Query, platform: Platform) -> str:
    """What the profile of *platform* lacks for *query*, empty if nothing."""
    names = _names(platform, ())
    return names.why_not(names.named(query))


def _names(platform: Platform, agent_labels: Sequence[str]) -> _Names:
    found = catalogue(platform, custom_labels=dict.fromkeys(agent_labels, ""))
    return _Names(platform, found)


@dataclass(frozen=True)
class _Names:
    """The names of a profile: what is renamed to them, what they answer."""

    platform: Platform
    catalogue: Catalogue

    def named(self, query: Query) -> Query:
        return replace(query, expr=promql.rename(query.expr, self.platform.renamed))

    def why_not(self, query: Query) -> str:
        """What is lacking for a query in these names, as the end of a sentence."""
        return (
            unanswered.reason(query.expr, self.catalogue, self.platform.profile)
            or next(self._twice(query), "")
            or next(self._lost(query), "")
        )

    def _twice(self, query: Query) -> Iterator[str]:
        """The same events are counted by the query that asks in the profile's own names."""
        for selector in promql.selectors(query.expr):
            metric = self.platform.metric_of(selector.name or "")
            if metric is not None and metric.twin:
                profile = self.platform.profile
                yield f"in profile '{profile}' '{metric.name}' is counted as '{metric.twin}', too"

    def _lost(self, query: Query) -> Iterator[str]:
        kept = promql.surviving(query.expr, self.catalogue.labels_of)
        for label in legend_labels(query.legend) if kept is not None else ():
            if label not in (kept or ()):
                yield f"in profile '{self.platform.profile}' it has no '{label}' for the legend"

    def listing(self, variable: Variable) -> Variable | None:
        """A choice in these names; None where there is nothing to choose from."""
        asked = variable.query.removeprefix(_LISTS).removesuffix(")")
        selector, _, label = asked.rpartition(",")
        made = promql.rename(selector, self.platform.renamed)
        if unanswered.reason(made, self.catalogue, self.platform.profile):
            return None
        found = [self.catalogue.labels_of(s.name or "") for s in promql.selectors(made)]
        if any(labels is not None and label.strip() not in labels for labels in found):
            return None
        return replace(variable, query=f"{_LISTS}{made},{label})")


def _variables(board: Board, names: _Names) -> tuple[Variable | TextVariable, ...]:
    """The choices that the profile has: of those of one name the first."""
    found: dict[str, Variable | TextVariable] = {}
    for variable in board.variables:
        made = variable if isinstance(variable, TextVariable) else names.listing(variable)
        if made is not None:
            found.setdefault(variable.name, made)
    return tuple(found.values())


def _panel(panel: Panel, names: _Names, left_out: list[LeftOut]) -> Panel | None:
    kept: list[AnyQuery] = []
    lost: dict[Query, str] = {}
    for query in panel.queries:
        if not isinstance(query, Query) or promql.signals(query.expr):
            kept.append(query)
            continue
        made = names.named(query)
        reason = names.why_not(made)
        if reason:
            lost[made] = reason
        else:
            kept.append(made)
    there = {_asked(query) for query in kept if isinstance(query, Query)}
    missing = [reason for query, reason in lost.items() if _asked(query) not in there]
    if missing:
        reasons = tuple(dict.fromkeys(missing))
        left_out.append(LeftOut(panel=panel.title, reasons=reasons, whole=not kept))
    return replace(panel, queries=tuple(kept)) if kept else None


def _asked(query: Query) -> tuple[str, bool]:
    """What tells the questions of a panel apart, whatever labels are called."""
    return _LABEL.sub("{{}}", query.legend), query.instant
