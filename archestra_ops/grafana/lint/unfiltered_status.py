"""A title that speaks of success or failure over a query that asks for neither.

The metric says how each call ended (`status`, `status_code`, `outcome`), but the query neither
filters nor groups by it: a "success rate" is then the rate of everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard, Panel
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.packs.catalogue import Catalogue

_ENDINGS: Final = frozenset({"status", "status_code", "outcome", "result"})
_SAYS: Final = re.compile(r"\b(?:success|succeed|error|fail)", re.IGNORECASE)
_IN_NAME: Final = re.compile(
    r"error|fail|dead|success|lost|dropped|truncat|skipped|rejected|timeout"
)


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels whose title promises what their queries do not ask."""
    for panel in board.panels:
        label = _not_asked(panel, scope.catalogue) if _SAYS.search(panel.title) else None
        if label:
            yield Problem(
                panel.spot,
                f"its title speaks of success or failure, but no query asks for '{label}'",
                f"filter by '{label}', group by it, or call it what it is: all of them",
            )


def _not_asked(panel: Panel, catalogue: Catalogue) -> str | None:
    """The label that says how things ended, where the metrics have one and no query needs it."""
    found: str | None = None
    for target in panel.queries:
        for need in promql.needs(target.expr):
            name = need.selector.name or ""
            labels = catalogue.labels_of(name)
            if labels is None or need.labels & _ENDINGS or _IN_NAME.search(name):
                return None
            found = found or next(iter(sorted(labels & _ENDINGS)), None)
    return found
