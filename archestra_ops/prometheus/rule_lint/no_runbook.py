"""An alert without a runbook: who is woken by it has to find out what to do.

https://prometheus.io/docs/practices/alerting/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.annotated import lacks
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert has no annotation `runbook_url`."""
    del scope  # this needs no knowledge of metrics
    if lacks(entry, "runbook_url", "runbook"):
        yield Problem("it has no runbook", "add the annotation 'runbook_url'", Severity.INFO)
