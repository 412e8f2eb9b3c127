"""What is wrong with a Grafana dashboard, whoever made it: one file a rule.

What is wrong with its expressions is said by `expressions`, for dashboards and alert rules alike.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from archestra_ops import expressions
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.dashboard import Dashboard, Spot, UnreadableError, read
from archestra_ops.grafana.lint import (
    ambiguous_legend,
    default_thresholds,
    duplicate_id,
    expression,
    first_load,
    fixed_window,
    hard_coded_datasource,
    ignored_variable,
    incomplete_list,
    increase_unit,
    inputs,
    instance_matcher,
    inverted_thresholds,
    job_matcher,
    list_of_everything,
    lost_label,
    no_description,
    no_query,
    no_title,
    no_unit,
    old_grafana,
    old_schema,
    overlap,
    range_in_trend,
    ratio_thresholds,
    stale_variable,
    step_window,
    stored_datasource,
    trace_query,
    undefined_variable,
    unfiltered_status,
    unknown_unit,
    unused_variable,
)
from archestra_ops.grafana.lint.problem import Problem, Rule
from archestra_ops.grafana.lint.scope import Scope

# Named by their modules.
RULES: Final[dict[str, Rule]] = {
    "lost-label": lost_label.find,
    "ambiguous-legend": ambiguous_legend.find,
    "fixed-window": fixed_window.find,
    "step-window": step_window.find,
    "range-in-trend": range_in_trend.find,
    "unfiltered-status": unfiltered_status.find,
    "trace-query": trace_query.find,
    "increase-unit": increase_unit.find,
    "no-query": no_query.find,
    "no-title": no_title.find,
    "no-description": no_description.find,
    "no-unit": no_unit.find,
    "unknown-unit": unknown_unit.find,
    "default-thresholds": default_thresholds.find,
    "inverted-thresholds": inverted_thresholds.find,
    "ratio-thresholds": ratio_thresholds.find,
    "undefined-variable": undefined_variable.find,
    "unused-variable": unused_variable.find,
    "ignored-variable": ignored_variable.find,
    "incomplete-list": incomplete_list.find,
    "list-of-everything": list_of_everything.find,
    "stale-variable": stale_variable.find,
    "hard-coded-datasource": hard_coded_datasource.find,
    "stored-datasource": stored_datasource.find,
    "inputs": inputs.find,
    "duplicate-id": duplicate_id.find,
    "overlap": overlap.find,
    "first-load": first_load.find,
    "old-grafana": old_grafana.find,
    "old-schema": old_schema.find,
    "job-matcher": job_matcher.find,
    "instance-matcher": instance_matcher.find,
}
OPT_IN: Final = frozenset({"job-matcher", "instance-matcher"})

# What is said before a rule is asked.
_OTHERS: Final = {
    expressions.SYNTAX: "An expression that is no PromQL.",
    "unreadable": "A file that is no JSON, or too large or too deep to be read.",
    "not-a-dashboard": "A JSON file that holds no dashboard.",
    "v2-schema": "A dashboard in the v2 schema, of which nothing is checked.\n\n"
    "Grafana 13 exports it; the classic API and file provisioning do not take it.",
    "drift": "A generated file in dashboards/ that is not what the boards make.",
}


def documentation() -> dict[str, str]:
    """What each rule is about, by its id: a sentence, then why it matters and by which source."""
    shared = {**expressions.RULES, **RULES}
    docs = {name: sys.modules[find.__module__].__doc__ or "" for name, find in shared.items()}
    return {name: doc.strip() for name, doc in sorted({**docs, **_OTHERS}.items())}


def lint(text: str, *, name: str, scope: Scope, rules: frozenset[str]) -> tuple[Finding, ...]:
    """What *rules* find wrong with the dashboard JSON *text*, which findings call *name*.

    They are in the order of the dashboard's parts, and within a part of lines.
    """
    try:
        board = read(text)
    except UnreadableError as error:
        spot = Spot(line=error.line)
        problem = Problem(spot, str(error), error.hint, Severity.ERROR)
        return (_finding(error.check, problem, name),) if error.check in rules else ()
    found = [one for one in _problems(board, scope, rules) if one[0] in rules]
    order: Mapping[str, int] = board.parts
    found.sort(key=lambda one: (order[one[1].spot.part], one[1].spot.line))
    return tuple(dict.fromkeys(_finding(rule, problem, name) for rule, problem in found))


def _problems(
    board: Dashboard, scope: Scope, rules: frozenset[str]
) -> Iterator[tuple[str, Problem]]:
    shared = {name: find for name, find in expressions.RULES.items() if name in rules}
    yield from expression.find(board, scope, shared)
    for name, find in RULES.items():
        if name in rules:
            for problem in find(board, scope):
                yield name, problem


def _finding(rule: str, problem: Problem, name: str) -> Finding:
    return Finding(
        check=rule,
        severity=problem.severity,
        subject=name,
        part=problem.spot.part,
        message=problem.message,
        hint=problem.hint,
        line=problem.spot.line,
    )
