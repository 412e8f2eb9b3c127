"""A recorded series that is called like one of Prometheus' own, such as `up`.

What is recorded stands among those of the scrapes, and every rule and board that asks for `up`
finds it as well. Recorded names have colons: `level:metric:operations`.
https://prometheus.io/docs/practices/rules/#naming
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import PROMETHEUS
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """Whether it records what Prometheus makes itself."""
    del scope  # these names are the same everywhere
    if entry.record in PROMETHEUS.metrics or entry.record == "ALERTS_FOR_STATE":
        yield Problem(
            f"Prometheus itself makes '{entry.record}', and this is taken for it",
            "give it a name with colons, as in level:metric:operations",
            Severity.ERROR,
            line=entry.table.line_of("record"),
        )
