"""A template that names a label which the expression has removed.

`{{ $labels.pod }}` of `sum by (namespace) (…)` is empty in every message. The labels that the rule
itself adds are not among `$labels` either.
https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.actions import actions
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

_NAMED: Final = re.compile(r"\$labels\.(\w+)|\bindex\s+\$labels\s+\"(\w+)\"")
_OF_DOT: Final = re.compile(r"(?<![\w$)])\.Labels\.(\w+)")
# Within these the dot is something else.
_REBINDS: Final = re.compile(r"\s*(?:range|with|define|block)\b")


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The labels that templates of the alert name, and that no series of its expression has."""
    del scope  # what the expression does to labels is enough
    if not entry.is_alert:
        return
    named = dict(_labels(entry))
    if not named:
        return
    kept = promql.labels(entry.expr, _unknown)
    for label, line in named.items():
        if label not in kept:
            yield Problem(
                f"it names $labels.{label}, which the expression does not keep",
                f"keep '{label}' in by (…), or take it out of the text",
                Severity.ERROR,
                line=line,
            )


def _labels(entry: Entry) -> Iterator[tuple[str, int]]:
    for key in ("annotations", "labels"):
        for _, text, line in entry.texts(key):
            if "{{" not in text:
                continue
            bodies = list(actions(text))
            patterns = [_NAMED]
            if not any(map(_REBINDS.match, bodies)):
                patterns.append(_OF_DOT)
            for body in bodies:
                for pattern in patterns:
                    for match in pattern.finditer(body):
                        yield match[match.lastindex or 0], line


def _unknown(metric: str) -> None:
    del metric
