"""An alert without `for`: a single bad evaluation, or a scrape that failed, is enough to fire.

What looks back over time by itself, with a window, an offset or `time()`, takes more than one
sample to be so: that it does not wait is only remarked. `for: 0s` says that it is meant.
Alerts on alerts (`ALERTS`) wait as long as those do.
https://prometheus.io/docs/practices/alerting/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.functions import ABSENCE
from archestra_ops.promql.tree import Call, Node, Operation, Vector, walk


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether the alert does not say for how long; for `absent` another rule does."""
    del scope  # this needs no knowledge of metrics
    if not entry.is_alert or entry.table.entries.get("for") is not None:
        return
    selectors = promql.selectors(entry.expr)
    called = {node.name for node in promql.nodes(entry.expr) if isinstance(node, Call)}
    if not selectors or called & ABSENCE or _is_on_alerts(promql.tree(entry.expr)):
        return
    looks_back = "time" in called or any(
        one.window or one.subquery or one.offset for one in selectors
    )
    yield Problem(
        "it fires at once: it has no 'for'",
        "say how long it may be so, as in for: 5m, or for: 0s where once is enough",
        Severity.INFO if looks_back else Severity.WARNING,
    )


def _is_on_alerts(node: Node) -> bool:
    """Whether what *node* tells of are alerts: on the right of `unless` is only a condition."""
    while isinstance(node, Operation) and node.op in ("and", "unless"):
        node = node.children[0]
    names = {one.name for one in walk(node) if isinstance(one, Vector)}
    return bool(names) and names <= {"ALERTS", "ALERTS_FOR_STATE"}
