"""A legend that names a label which the expression has lost.

Every line is then called the same, or has a hole in its name: `sum by (model) (…)` has no
`provider` for a legend of `{{provider}}`.
https://grafana.com/docs/grafana/latest/datasources/prometheus/query-editor/#legend
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.grafana.queries import legend_labels
from archestra_ops.packs.catalogue import Catalogue

HINT = "keep it in by (…), or take it out of the legend"


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The labels that legends name and expressions do not keep."""
    for _, target in board.queries:
        for label in lost(target.expr, target.legend, scope.catalogue):
            yield Problem(target.spot, message(label), HINT, Severity.ERROR)


def lost(expr: str, legend: str, catalogue: Catalogue) -> Iterator[str]:
    """The labels that *legend* names and no series of *expr* has."""
    labels = promql.surviving(expr, catalogue.labels_of)
    if labels is None:
        return
    for name in dict.fromkeys(legend_labels(legend)):
        if name not in labels and name not in _unknown(expr, catalogue):
            yield name


def _unknown(expr: str, catalogue: Catalogue) -> frozenset[str]:
    """The labels that *expr* asks of metrics which have none such: said by the rule for those."""
    return frozenset[str]().union(
        *(
            need.labels - (catalogue.labels_of(need.selector.name or "") or need.labels)
            for need in promql.needs(expr)
        )
    )


def message(label: str) -> str:
    """What is wrong about a *label* that is lost."""
    return f"the legend names '{label}', which the expression does not keep"
