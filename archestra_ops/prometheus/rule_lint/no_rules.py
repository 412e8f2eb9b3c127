"""A file that holds no rules: no key `groups` and no `PrometheusRule`, or nothing in them.

https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Severity
from archestra_ops.prometheus.document import Rows, Table
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Namespace, RuleFile

_HINT: Final = "give rule files of Prometheus, PrometheusRules or a Mimir ruler's namespaces"
# By the keys that it has, what a file is instead, and what checks that.
_OTHERS: Final = (
    (
        {"route", "receivers"},
        "it is a configuration of Alertmanager",
        "amtool check-config looks at those",
    ),
    (
        {"scrape_configs"},
        "it is a configuration of Prometheus",
        "promtool check config looks at those, and ops scrape-config check at its jobs",
    ),
    (
        {"tests"},
        "it is a file of unit tests",
        "promtool test rules runs those",
    ),
)


def find_in_file(file: RuleFile) -> Iterator[Problem]:
    """Whether there is nothing in *file* to look at."""
    line = file.namespaces[0].line if file.namespaces else 1
    if not any("groups" in namespace.groups_of.entries for namespace in file.namespaces):
        message, hint = _said(file)
        yield Problem(message, hint, Severity.ERROR, line=line)
    elif not any(True for _ in file.entries) and all(map(_is_empty, file.namespaces)):
        yield Problem("it holds no rules", "nothing of it is ever evaluated", line=line)


def _is_empty(namespace: Namespace) -> bool:
    """Whether it has no rules, and is no malformed one, of which other rules speak."""
    lists = [namespace.groups_of, *(group.table for group in namespace.groups)]
    keys = ["groups", *("rules" for _ in namespace.groups)]
    found = [table.entries.get(key) for table, key in zip(lists, keys, strict=True)]
    return all(one is None or isinstance(one, Rows) for one in found) and all(
        isinstance(one, Table) for one in namespace.groups_of.rows("groups").values
    )


def _said(file: RuleFile) -> tuple[str, str]:
    values = [namespace.value for namespace in file.namespaces]
    keys = {key for one in values if isinstance(one, Table) for key in one.entries}
    for own, message, hint in _OTHERS:
        if own <= keys:
            return message, hint
    return "it is empty" if not file.text.strip() else "it holds no rules", _HINT
