"""A value printed as it is: `0.05263157894736842`.

`humanize`, `humanizePercentage` or `humanizeDuration` make of it what a person can read at night.
https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.actions import actions
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

_RAW = frozenset({"$value", ".Value"})


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The annotations that print the value as it is."""
    del scope  # this needs no knowledge of metrics
    for name, text, line in entry.texts("annotations"):
        if "alue" in text and not _RAW.isdisjoint(actions(text)):
            yield Problem(
                f"annotation {name!r} prints the value as it is",
                "write {{ $value | humanize }}, or humanizePercentage, humanizeDuration, printf",
                Severity.INFO,
                line=line,
            )
