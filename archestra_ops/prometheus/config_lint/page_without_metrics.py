"""A page that the platform's documentation names, and that no release serves."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.packs.process import Process
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.scraped import Target, targets


def find(config: Configuration) -> Iterator[Problem]:
    """The targets of *config* that are such a page.

    An error, unless the profile that was asked for is what that page would have.
    """
    if config.platform is None:
        return
    silent = config.platform.silent
    for name, process in (*config.platform.processes.items(), *silent.items()):
        for target in targets(config) if process.no_metrics else ():
            if _is_it(target, name, process, config.platform.name):
                yield Problem(
                    line=target.line,
                    message=f"{target.job.label} scrapes {_place(target)}, which has no metrics",
                    hint=process.no_metrics,
                    severity=Severity.ERROR if name in silent else Severity.WARNING,
                )


def _is_it(target: Target, name: str, process: Process, platform: str) -> bool:
    if (target.port, target.path) != (process.port, process.path):
        return False
    if target.pod is not None:
        return target.pod.owner == name
    said = f"{target.job.table.text('job_name')} {target.address} {target.labels.get('process')}"
    return name in said or platform in said


def _place(target: Target) -> str:
    if target.pod is not None:
        return f"{target.path} of {target.pod.owner}'s pods"
    return repr(f"{target.address}{target.path}")
