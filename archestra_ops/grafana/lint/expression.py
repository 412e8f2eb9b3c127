"""What the rules for PromQL say of a dashboard's queries, and of what its variables ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from archestra_ops import expressions, promql
from archestra_ops.errors import PromQLError
from archestra_ops.expressions import others
from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Spot, Variable
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_LABEL_VALUES: Final = re.compile(r"\s*label_values\s*\((.*),\s*(\w+)\s*\)\s*", re.DOTALL)
_QUERY_RESULT: Final = re.compile(r"\s*query_result\s*\((.*)\)\s*", re.DOTALL)


def find(
    board: Dashboard, scope: Scope, rules: Mapping[str, expressions.Rule] = expressions.RULES
) -> Iterator[tuple[str, Problem]]:
    """What *rules* say of the expressions of *board*, each with the id of the one that does."""
    judge = _Judge(scope, rules)
    for panel in board.panels:
        for target in panel.targets:
            if target.prometheus and target.expr.strip():
                yield from judge.of(target.expr, target.spot)
    for variable in board.variables:
        if variable.kind == "query" and variable.source.kind in ("prometheus", ""):
            yield from _of_variable(variable, judge)


def _of_variable(variable: Variable, judge: _Judge) -> Iterator[tuple[str, Problem]]:
    listed = _LABEL_VALUES.fullmatch(variable.query)
    if listed is None:
        result = _QUERY_RESULT.fullmatch(variable.query)
        if result is not None:
            yield from judge.of(result[1], variable.spot)
        return
    selector, label = listed.groups()
    try:
        promql.parse(selector)
    except PromQLError as error:
        problem = Problem(variable.spot, str(error), error.hint, Severity.ERROR)
        yield expressions.SYNTAX, problem
    else:
        # What it needs of the metric: its matchers, and the label that it lists.
        yield from judge.of(f"group by ({label}) ({selector})", variable.spot)


class _Judge:
    """Applies the rules for PromQL, of others' metrics only to those that can be judged."""

    def __init__(self, scope: Scope, rules: Mapping[str, expressions.Rule]) -> None:
        self._scope = scope
        self._rules = rules if scope.ours else others.rules_for_others(rules)

    def of(self, expr: str, spot: Spot) -> Iterator[tuple[str, Problem]]:
        """What is wrong with *expr*, which stands at *spot*."""
        for rule, wrong in expressions.judge(expr, self._scope.catalogue, self._rules):
            hint = wrong.hint if self._scope.ours else others.advice(rule, wrong)
            yield rule, Problem(spot, wrong.message, hint, expressions.severity(rule, wrong))
