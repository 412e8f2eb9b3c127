"""Replicas that cannot be told apart: targets in a cluster without a label `pod`."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.ownership import processes_of

_WANTED = "pod"


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* whose discovered targets have no label `pod`."""
    lacking = {
        owned.target.job.label: owned.target
        for annotated in (False, True)
        for owned in processes_of(config, annotated=annotated)
        if owned.target.pod is not None and _WANTED not in owned.target.labels
        if config.platform is not None and not config.platform.processes[owned.process].foreign
    }
    for label, target in lacking.items():
        yield Problem(
            line=target.line,
            message=f"the targets of {label} have no label {_WANTED!r}, by which dashboards group",
            hint="add a rule: source_labels [__meta_kubernetes_pod_name], target_label pod",
            severity=Severity.WARNING,
        )
