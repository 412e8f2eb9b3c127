"""An alert without a summary: a message then has only its name for a title.

https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#defining-alerting-rules
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.rule_lint.annotated import lacks
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert has no annotation `summary`."""
    del scope  # this needs no knowledge of metrics
    if lacks(entry, "summary"):
        yield Problem("it has no summary", "add the annotation 'summary': one line, no numbers")
