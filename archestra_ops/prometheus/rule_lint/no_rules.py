"""A file that holds no rules: no key `groups`, and no `PrometheusRule`.

https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.document import Table
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import RuleFile

_HINT = "give rule files of Prometheus, PrometheusRules or a Mimir ruler's namespaces"


def find_in_file(file: RuleFile) -> Iterator[Problem]:
    """Whether there is nothing in *file* to look at."""
    if not any("groups" in namespace.groups_of.entries for namespace in file.namespaces):
        line = file.namespaces[0].line if file.namespaces else 1
        yield Problem(_message(file), _HINT, Severity.ERROR, line=line)


def _message(file: RuleFile) -> str:
    values = [namespace.value for namespace in file.namespaces]
    empty = not values or all(isinstance(one, Table) and not one.entries for one in values)
    return "it is empty" if empty and not file.text.strip() else "it holds no rules"
