"""A variable that nothing uses: whoever picks something sees no difference.

Filters that Grafana applies by itself (`adhoc`, `groupby`) are used by being there, and a hidden
one may be there for links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.dashboard.document import texts
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_BY_ITSELF = frozenset({"adhoc", "groupby", "system"})
_HIDDEN = 2


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The variables that stand in no query, title, link or other variable."""
    del scope  # this needs no knowledge of metrics
    elsewhere = {key: value for key, value in board.json.items() if key != "templating"}
    used = _in(elsewhere) | {str(panel.json.get("repeat")) for panel in board.panels}
    asked = [_in(variable.json) for variable in board.variables]
    times = Counter(name for names in asked for name in names)
    for variable, names in zip(board.variables, asked, strict=True):
        if variable.kind in _BY_ITSELF or variable.json.get("hide") == _HIDDEN:
            continue
        by_others = times[variable.name] - (variable.name in names)
        if variable.name not in used and not by_others:
            yield Problem(
                variable.spot, "nothing uses the variable", "use it in the queries, or take it out"
            )


def _in(value: object) -> frozenset[str]:
    return frozenset[str]().union(*map(promql.variables, texts(value)))
