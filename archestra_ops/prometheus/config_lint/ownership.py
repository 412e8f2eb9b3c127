"""Whose targets are whose: which process of the platform, or which exporter, a target is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Process
from archestra_ops.packs.provider import Job as PackJob
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.config_lint.cluster import discovered
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job
from archestra_ops.prometheus.config_lint.scraped import (
    KUBERNETES,
    Target,
    is_discovering_elsewhere,
    targets,
)

_OF_EVERY_TARGET: Final = frozenset({"__address__", "__metrics_path__", "__scheme__", "job"})


@dataclass(frozen=True)
class Owned:
    """A target and what of the platform it is, `web` or `worker`."""

    process: str
    target: Target


def processes_of(config: Configuration, *, annotated: bool = False) -> Iterator[Owned]:
    """The targets of *config* that are the metrics of the platform's processes."""
    if config.platform is None:
        return
    for target in targets(config, annotated=annotated):
        process = _process(config.platform, target)
        if process:
            yield Owned(process, target)


def found_elsewhere(config: Configuration) -> Iterator[tuple[str, Job]]:
    """The jobs that are a process's by their name, and look for it where nobody can: and which.

    That is by another discovery, or by labels that the chart's pods do not have.
    """
    processes = config.platform.processes if config.platform is not None else {}
    for job in config.jobs:
        for name, process in processes.items():
            if _is_called(config, job, name, process) and (
                is_discovering_elsewhere(job) or _is_by_other_labels(config, job, process)
            ):
                yield name, job


def exporter_of(config: Configuration, target: Target) -> tuple[Provider, PackJob] | None:
    """The provider and the job of its pack that *target* is, if it is one."""
    if config.platform is None:
        return None
    name = target.job.table.text("job_name")
    for provider in config.providers:
        for job in jobs_for(provider, config.platform.name):
            if name == job.name or (target.port == job.port and target.path == job.path):
                return provider, job
    return None


def _process(platform: Platform, target: Target) -> str:
    """The process by its pod; elsewhere by its job's name or its port, if that says enough."""
    if target.pod is not None:
        is_one = target.pod.owner in platform.processes and target.port == target.pod.port
        return target.pod.owner if is_one else ""
    name = target.job.table.text("job_name") or ""
    for process, part in platform.processes.items():
        if target.path == part.path and name == part.job:
            return process
    said = f"{name} {target.address} {target.labels.get('process', '')}"
    for process, part in platform.processes.items():
        is_alone = part.port != part.api_port
        if (target.port, target.path) == (part.port, part.path) and (
            is_alone or process in said or platform.name in said
        ):
            return process
    return ""


def _is_called(config: Configuration, job: Job, name: str, process: Process) -> bool:
    """Whether *job* has the name that the pack or the alerts have for *process*, and its path."""
    called = job.table.text("job_name") or ""
    is_known = name in config.alerted and re.fullmatch(config.alerted[name], called) is not None
    path = job.table.text("metrics_path") or "/metrics"
    return path == process.path and (is_known or called == process.job)


def _is_by_other_labels(config: Configuration, job: Job, process: Process) -> bool:
    roles = [(one.text("role") or "").lower() for one in job.table.tables(KUBERNETES)]
    chart = {
        label
        for role in roles
        for pod in config.pods
        for one in discovered(pod, role, annotated=True)
        for label in one.labels
    }
    looked_at = {
        label
        for rule in job.table.tables("relabel_configs")
        if (rule.text("action") or "").lower() == "keep"
        for _, label in rule.rows("source_labels").texts()
        if label not in _OF_EVERY_TARGET
    }
    return bool(roles) and (process.kubernetes is None or not looked_at <= chart)
