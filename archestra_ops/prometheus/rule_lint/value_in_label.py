"""The value in a label: with each new value it is another alert.

`for` then begins anew at every evaluation, and what has fired is resolved and sent again. What
changes belongs into an annotation.
https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.actions import actions
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

_VALUE = re.compile(r"\$value\b|(?<![\w$)])\.Value\b")
# A label that only takes one of a few values by comparing does not change all the time.
_CHOOSES = re.compile(r"\s*(?:if|else)\b")


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The labels of the alert that hold its value."""
    del scope  # this needs no knowledge of metrics
    for name, text, line in entry.texts("labels"):
        if "alue" in text and any(
            _VALUE.search(body) and not _CHOOSES.match(body) for body in actions(text)
        ):
            yield Problem(
                f"label {name!r} holds the value, so that it is a new alert at every change",
                "move it into an annotation",
                Severity.ERROR,
                line=line,
            )
