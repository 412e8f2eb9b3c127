"""A target that is not host:port."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus import target as targets
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem


def find(config: Configuration) -> Iterator[Problem]:
    """The static targets of *config* that are wrong, where relabelling does not change them."""
    for job in config.jobs:
        if job.table.rows("relabel_configs").values:
            continue
        for group in job.table.tables("static_configs"):
            for line, target in group.rows("targets").texts():
                flaw = targets.flaw(target)
                if flaw:
                    yield _problem(job.label, target, flaw, line)


def _problem(where: str, target: str, flaw: str, line: int) -> Problem:
    if flaw == targets.NO_PORT:
        hint = "Prometheus takes port 80, or 443 with https; give host:port"
        severity = Severity.WARNING
    else:
        hint = targets.HINT
        severity = Severity.ERROR
    message = f"target {targets.shown(target)} of {where} {flaw}"
    return Problem(line=line, message=message, hint=hint, severity=severity)
