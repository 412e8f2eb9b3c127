"""`absent()` without `for`: it fires while Prometheus starts, and whenever one scrape fails.

After a start there are no series until the first scrape; rules may be evaluated before. At least
two scrape intervals have to pass before absence means anything.
https://prometheus.io/docs/prometheus/latest/querying/functions/#absent
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.tree import Call


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert asks for absence and waits for nothing."""
    del scope  # this needs no knowledge of metrics
    if not entry.is_alert or "absent" not in entry.expr or _waits(entry):
        return
    called = (node for node in promql.nodes(entry.expr) if isinstance(node, Call))
    if any(call.name == "absent" for call in called):
        yield Problem(
            "absent() without 'for' fires at every start of Prometheus",
            "say for how long it may be absent, as in for: 5m",
        )


def _waits(entry: Entry) -> bool:
    try:
        return duration.seconds(entry.table.text("for") or "0") > 0
    except OpsError:
        return True  # another rule says that it is no duration
