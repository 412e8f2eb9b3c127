"""Level 1, no process needed: does the expression parse, do the packs know what it names?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archestra_ops import expressions, promql
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.ask import BUILT_IN
from archestra_ops.grafana.queries import PanelQuery, legend_labels
from archestra_ops.verify import telemetry
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.questions import Sheet

_STATUS = {"unknown-metric": Status.MISSING_METRIC, "unknown-label": Status.MISSING_LABEL}


def judge(query: PanelQuery, sheet: Sheet) -> Outcome:
    """The first thing wrong with *query* by the packs alone."""
    for rule, wrong in expressions.judge(query.expr, sheet.catalogue):
        return Outcome(_STATUS.get(rule, Status.ERROR), wrong.message, wrong.hint)
    defined = BUILT_IN.union(variable.name for variable in sheet.variables)
    for name in sorted(promql.variables(query.expr) - defined):
        return Outcome(
            Status.ERROR,
            f"it uses ${name}, which the board does not define",
            "define the variable, or take it out",
        )
    return _legend(query, sheet)


def findings(sheets: Iterable[Sheet]) -> Iterator[Finding]:
    """What is wrong with the queries of some boards, as findings."""
    for sheet in sheets:
        judged = [(query.panel, judge(query, sheet)) for query in sheet.panels]
        judged += [(query.panel, telemetry.judge(query, sheet)) for query in sheet.traces_and_logs]
        for panel, outcome in judged:
            if outcome.status is not Status.OK:
                yield Finding(
                    check=f"dashboards/{outcome.status.value.replace(' ', '-')}",
                    severity=Severity.ERROR,
                    subject=f"{sheet.title}: {panel}",
                    message=outcome.reason,
                    hint=outcome.hint,
                )


def _legend(query: PanelQuery, sheet: Sheet) -> Outcome:
    """A legend that names a label which the expression has lost draws nameless lines."""
    labels = promql.surviving(query.expr, sheet.catalogue.labels_of)
    if labels is None:
        return FINE
    for name in legend_labels(query.legend):
        if name not in labels:
            return Outcome(
                Status.ERROR,
                f"the legend names '{name}', which the expression does not keep",
                "keep it in by (…), or take it out of the legend",
            )
    return FINE
