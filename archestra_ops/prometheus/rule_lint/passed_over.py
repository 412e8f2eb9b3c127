"""A second document in a rule file: Prometheus reads the first and passes over all others.

Of Kubernetes manifests and of a Mimir ruler's namespaces every document is read.
https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import RuleFile


def find_in_file(file: RuleFile) -> Iterator[Problem]:
    """Where a document starts that is not read."""
    if file.passed_over:
        yield Problem(
            "a second document starts here, which Prometheus does not read",
            "put its groups into the first one, or into a file of its own",
            line=file.passed_over,
        )
