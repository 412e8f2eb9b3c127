"""What the rules for PromQL say of the expression of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from archestra_ops import expressions, promql
from archestra_ops.errors import PromQLError
from archestra_ops.expressions import others
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.tokens import Token, splice, tokens

UNUSUAL: Final = "unusual-syntax"
# What Prometheus had or has, and our grammar does not, with what it is the same as.
_FORMER: Final = {"holt_winters": "double_exponential_smoothing"}
_HINT: Final = "Prometheus may take it all the same: promtool of your release decides"


def find(
    entry: Entry, scope: Scope, rules: Mapping[str, expressions.Rule]
) -> Iterator[tuple[str, Problem]]:
    """What is wrong with the expression of *entry*, each with the id of the rule that says so."""
    for rule, wrong in expressions.judge(entry.expr, scope.catalogue, rules):
        if rule == expressions.SYNTAX:
            yield _of_syntax(entry.expr, wrong)
        else:
            hint = others.advice(rule, wrong)
            yield rule, Problem(wrong.message, hint, expressions.severity(rule, wrong))


def _of_syntax(expr: str, wrong: Wrong) -> tuple[str, Problem]:
    """An error, or a warning where only our grammar lacks what it uses."""
    try:
        promql.parse(_as_ours(expr))
    except PromQLError:
        return expressions.SYNTAX, Problem(wrong.message, wrong.hint, Severity.ERROR)
    return UNUSUAL, Problem(wrong.message, _HINT, Severity.WARNING)


def _as_ours(expr: str) -> str:
    """*expr* with what our grammar has for what it lacks."""
    found = tokens(expr)
    edits = [(one.start, one.end, new) for one in found if (new := _ours(one)) != one.text]
    return splice(expr, edits)


def _ours(token: Token) -> str:
    if token.kind == "name":
        return _FORMER.get(token.text, token.text)
    return token.text.replace("_", "") if token.kind == "number" else token.text
