"""Level 1, no process needed: does the expression parse, do the packs know what it names?"""

from __future__ import annotations

from archestra_ops import expressions, promql
from archestra_ops.grafana.ask import BUILT_IN
from archestra_ops.grafana.lint import lost_label
from archestra_ops.grafana.queries import PanelQuery
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.questions import Sheet

_STATUS = {
    "legacy-metric": Status.MISSING_METRIC,
    "unknown-metric": Status.MISSING_METRIC,
    "legacy-label": Status.MISSING_LABEL,
    "unknown-label": Status.MISSING_LABEL,
}


def judge(query: PanelQuery, sheet: Sheet) -> Outcome:
    """The first thing by the packs alone that breaks *query*."""
    for rule, wrong in expressions.judge(query.expr, sheet.catalogue):
        if rule in expressions.WARNINGS:
            continue
        return Outcome(_STATUS.get(rule, Status.ERROR), wrong.message, wrong.hint)
    defined = BUILT_IN.union((variable.name for variable in sheet.variables), sheet.typed)
    for name in sorted(promql.variables(query.expr) - defined):
        return Outcome(
            Status.ERROR,
            f"it uses ${name}, which the board does not define",
            "define the variable, or take it out",
        )
    return _legend(query, sheet)


def _legend(query: PanelQuery, sheet: Sheet) -> Outcome:
    """A legend that names a label which the expression has lost draws nameless lines."""
    for label in lost_label.lost(query.expr, query.legend, sheet.catalogue):
        return Outcome(Status.ERROR, lost_label.message(label), lost_label.HINT)
    return FINE
