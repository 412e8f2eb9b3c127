"""Whose targets are whose: which process of the platform, or which exporter, a target is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Job as PackJob
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.config_lint.scraped import Target, targets


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
