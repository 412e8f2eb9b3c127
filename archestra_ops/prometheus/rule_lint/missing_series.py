"""A metric, or a label of one, that does not exist where the rules will run.

Asked for with `--metrics PAGE` or `--prometheus URL`; whatever the packs know. A metric of the
platform that has no series yet is only remarked: many appear with the first event.
https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

# Made by Prometheus itself, on no page.
_MADE: Final = frozenset({"up", "ALERTS", "ALERTS_FOR_STATE"})
_SCRAPE: Final = "scrape_"


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The metrics of the expression that are not there."""
    existing = scope.existing
    if existing is None:
        return
    names = dict.fromkeys(one.name for one in promql.selectors(entry.expr) if one.name)
    for name in names:
        if name in existing.names or name in scope.recorded or _is_made(name):
            continue
        message = f"'{name}' does not exist in {existing.where}"
        if scope.catalogue.find(name) is not None:
            hint = "the platform has it: it may come with the first event, or with a setting"
            yield Problem(message, hint, Severity.WARNING)
        else:
            near = did_you_mean(name, existing.names)
            hint = near if near.startswith("did you mean") else "the alert can never fire"
            yield Problem(message, hint, Severity.ERROR)


def _is_made(name: str) -> bool:
    return name in _MADE or name.startswith(_SCRAPE)
