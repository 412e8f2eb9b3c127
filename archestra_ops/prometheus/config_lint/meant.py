"""Named targets that are meant to be a process of the platform, and are on another port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Process
from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.config_lint.ownership import processes_of
from archestra_ops.prometheus.config_lint.scraped import Target, targets


@dataclass(frozen=True, kw_only=True)
class Meant:
    """A target, the process that its job's name or its host says it is, and what is known of it.

    `is_known` says that its port is one of the process's that have no metrics. `other` is the
    process that has its metrics on that port, if another has.
    """

    name: str
    process: Process
    target: Target
    is_known: bool
    other: str = ""


def meant(config: Configuration) -> Iterator[Meant]:
    """The named targets of *config* that are a process's, on a port without its metrics.

    A port that nobody knows counts only with the process's host, where nothing scrapes the right
    one: a port may lead to another, and a host may have pages of its own. One that another process
    has its metrics on counts in a job of the process's name, too.
    """
    if config.platform is None:
        return
    owned = list(processes_of(config))
    found = {one.process for one in owned if one.target.port == _port(config, one.process)}
    owners = {(one.target.job.label, one.target.address): one.process for one in owned}
    for target in targets(config):
        owner = owners.get((target.job.label, target.address), "")
        for name, process in config.platform.processes.items():
            one = Meant(
                name=name,
                process=process,
                target=target,
                is_known=target.port in _without_metrics(process),
                other=_other(config.platform, name, target),
            )
            is_free = target.pod is None and owner in ("", name)
            if is_free and _is_it(one, config.platform.name, is_alone=name not in found):
                yield one
                break


def _is_it(one: Meant, platform: str, *, is_alone: bool) -> bool:
    target, process = one.target, one.process
    if target.path != process.path or target.port in (0, process.port):
        return False
    is_host = _is_host(target, process, platform)
    if one.is_known or one.other:
        return is_host or target.job.table.text("job_name") == process.job
    return is_host and is_alone and not process.foreign


def _other(platform: Platform, name: str, target: Target) -> str:
    for other, process in platform.processes.items():
        if other != name and (target.port, target.path) == (process.port, process.path):
            return other
    return ""


def _port(config: Configuration, name: str) -> int:
    return config.platform.processes[name].port if config.platform is not None else 0


def _without_metrics(process: Process) -> set[int]:
    others = process.kubernetes.other_ports.values() if process.kubernetes is not None else ()
    return {process.api_port, *others} - {process.port}


def _is_host(target: Target, process: Process, platform: str) -> bool:
    """Whether the host is the process's: by the job's name, or a Service's that says whose."""
    host = target.address.rpartition(":")[0]
    first, _, domain = host.partition(".")
    names = process.kubernetes.pods.values() if process.kubernetes is not None else ()
    said = f"{first} {domain} {target.job.table.text('job_name')}"
    return first == process.job or (first in names and platform in said)
