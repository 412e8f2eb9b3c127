"""An alert without a severity: nobody can tell whether to get up for it.

Routes of an Alertmanager go by the label `severity`; without it an alert takes the default route.
https://prometheus.io/docs/alerting/latest/configuration/#route
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert has no label `severity`."""
    del scope  # this needs no knowledge of metrics
    if entry.is_alert and not entry.table.table("labels").text("severity"):
        yield Problem("it has no severity", "add the label severity: critical, warning or info")
