"""A file of jobs that somebody else reads: the Prometheus Operator, a Collector, Grafana Alloy.

https://prometheus-operator.dev/docs/api-reference/api/,
https://opentelemetry.io/docs/collector/configuration/,
https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/
"""

from __future__ import annotations

import re
from typing import Final

from archestra_ops.prometheus import document
from archestra_ops.prometheus.config_lint.configuration import Problem

ID: Final = "another-file"
_ALLOY: Final = re.compile(r'^(?:prometheus|discovery)\.\w+(?:\.\w+)? "\w+" \{', re.MULTILINE)
_KEYS: Final = re.compile(r"^(?:apiVersion|receivers):", re.MULTILINE)  # without these, none is it
_ONLY: Final = "Prometheus' own configuration is looked at here"


def find(text: str) -> Problem | None:
    """What *text* is instead of a configuration of Prometheus, if that is known."""
    if _ALLOY.search(text):
        return _problem("it is a configuration of Grafana Alloy", "`alloy validate` looks at that")
    if not _KEYS.search(text):
        return None
    try:
        documents = document.read_all(text)
    except document.YamlError:
        return None
    tables = [one.value for one in documents if isinstance(one.value, document.Table)]
    kinds = [table.text("kind") for table in tables if {"apiVersion", "kind"} <= set(table.entries)]
    if tables and len(kinds) == len(tables):
        listed = ", ".join(f"'{kind}'" for kind in dict.fromkeys(kinds))
        return _problem(
            f"it holds objects of Kubernetes: {listed}", "the Prometheus Operator reads them"
        )
    if tables and {"receivers", "service"} <= set(tables[0].entries):
        return _problem(
            "it is a configuration of an OpenTelemetry Collector",
            "give what is below receivers.prometheus.config alone",
        )
    return None


def _problem(message: str, hint: str) -> Problem:
    return Problem(line=1, message=message, hint=f"{_ONLY}; {hint}")
