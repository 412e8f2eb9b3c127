"""What the rules for PromQL say of a dashboard's queries, and of what its variables ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from archestra_ops import expressions, promql
from archestra_ops.errors import PromQLError
from archestra_ops.expressions import unknown_metric
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Spot, Variable
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.packs.catalogue import Catalogue

# What only a platform or a provider calls so, and the packs have all of: not `http_` or `agent_`,
# which is anybody's, nor `pg_settings_`, of which there is one per setting and more in queries of
# one's own, nor the hundreds of metrics of a cloud.
_JUDGED: Final = re.compile(
    r"(?: llm | mcp | rag | task_queue | agent_runs | agent_runtime | agent_executions"
    r" | postgresql | pg_replication"
    r" | pg_stat_ (?: database | bgwriter | checkpointer | activity | archiver | user_tables )"
    r" | stackdriver_cloudsql_database (?! _cloudsql_googleapis_com )"
    r")_\w+",
    re.VERBOSE,
)
_LABEL_VALUES: Final = re.compile(r"\s*label_values\s*\((.*),\s*(\w+)\s*\)\s*", re.DOTALL)
_QUERY_RESULT: Final = re.compile(r"\s*query_result\s*\((.*)\)\s*", re.DOTALL)
_OF_A_SCRAPE: Final = "say --agent-label or --label for one that your agents or your scrape add"


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
        self._rules = rules
        if not scope.ours and "unknown-metric" in rules:
            self._rules = {**rules, "unknown-metric": _unknown_metric}

    def of(self, expr: str, spot: Spot) -> Iterator[tuple[str, Problem]]:
        """What is wrong with *expr*, which stands at *spot*."""
        for rule, wrong in expressions.judge(expr, self._scope.catalogue, self._rules):
            severity = Severity.WARNING if rule in expressions.WARNINGS else Severity.ERROR
            hint = _advised(rule, wrong, self._scope)
            yield rule, Problem(spot, wrong.message, hint, severity)


def _unknown_metric(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    names = (selector.name or "" for selector in promql.selectors(expr))
    for name in dict.fromkeys(names):
        if _JUDGED.fullmatch(name):
            yield from unknown_metric.find(name, catalogue)


def _advised(rule: str, wrong: Wrong, scope: Scope) -> str:
    if rule != "unknown-label" or scope.ours:
        return wrong.hint
    near = wrong.hint if wrong.hint.startswith("did you mean") else ""
    return "; ".join(filter(None, (near, _OF_A_SCRAPE)))
