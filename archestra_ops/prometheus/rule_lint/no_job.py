"""A selector without a matcher for `job`.

Another program may expose a metric of the same name, `up` and `process_…` above all; its series are
then added up with one's own. What is matched with another side `on (job, …)` is of the jobs that
this has.
https://prometheus.io/docs/practices/naming/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.promql.tree import Node, Operation, Vector

# Made by rules, with the labels of their expressions.
_MADE: Final = frozenset({"ALERTS", "ALERTS_FOR_STATE"})


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The metrics that the expression selects from whatever job has them."""
    del scope  # this needs no knowledge of metrics
    lacking = [
        selector.name
        for selector in _unmatched(entry.expr)
        if selector.name
        and ":" not in selector.name
        and selector.name not in _MADE
        and all(matcher.label != "job" for matcher in selector.matchers)
    ]
    if lacking:
        names = [f"'{name}'" for name in dict.fromkeys(lacking)]
        yield Problem(
            f"{', '.join(names)} {'are' if len(names) > 1 else 'is'} selected from any job",
            'add a matcher, as in job="…", where others may have it too',
            Severity.INFO,
        )


def _unmatched(expr: str) -> Iterator[Vector]:
    """The selectors of *expr* that no other side gives a job, in their order."""
    waiting = [promql.tree(expr)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Vector):
            yield node
        waiting.extend(reversed(_of_any_job(node)))


def _of_any_job(node: Node) -> tuple[Node, ...]:
    """The parts of *node*, without a right side of which only the left side's jobs count."""
    if not isinstance(node, Operation) or node.op == "or" or node.filled:
        return node.children
    on = node.matching.names if node.matching is not None and node.matching.keep else ()
    return node.children[:1] if "job" in on else node.children
