"""A Grafana variable or a placeholder, which Prometheus does not know.

`$__rate_interval` and `$job` are put in by Grafana; a rule that is copied from a panel has to say
what they stand for. The text of a matcher may not hold one either; that of label_replace has groups
of its own, `$1`.
https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.grafana import variables
from archestra_ops.promql.tokens import tokens


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The variables in the expression that no Prometheus fills in."""
    del scope  # this needs no knowledge of metrics
    expr = entry.expr
    if "$" not in expr and "[[" not in expr:
        return
    texts = [token.text for token in tokens(expr) if token.kind != "string"]
    texts += [matcher.value for one in promql.selectors(expr) for matcher in one.matchers]
    for name in sorted(frozenset[str]().union(*map(variables, texts))):
        hint = "give a window, as in [5m]" if name.startswith("__") else "write what it stands for"
        yield Problem(f"Prometheus does not know the variable ${name}", hint, Severity.ERROR)
