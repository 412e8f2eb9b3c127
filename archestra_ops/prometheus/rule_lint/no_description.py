"""An alert without a description: what is how bad, where, and since when is not told.

`message` is the older word for it.
https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#defining-alerting-rules
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.rule_lint.annotated import lacks
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert has no annotation `description`."""
    del scope  # this needs no knowledge of metrics
    if lacks(entry, "description", "message"):
        yield Problem(
            "it has no description", "add the annotation 'description': the value, and of what"
        )
