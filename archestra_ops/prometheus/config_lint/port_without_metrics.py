"""A port of the platform's processes that has no metrics: a target that is always down."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.cluster import Pod
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.meant import Meant, meant
from archestra_ops.prometheus.config_lint.scraped import Target, targets


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* that scrape the platform on a port without metrics."""
    said = set()
    for target in targets(config):
        pod = target.pod
        if pod is None or not _is_wrong(pod, target) or not _is_meant(config, pod.owner):
            continue
        if (target.job.label, pod.owner, target.port) not in said:
            said.add((target.job.label, pod.owner, target.port))
            yield _of_pod(pod, target)
    for one in meant(config):
        yield _of_named(one)


def _is_wrong(pod: Pod, target: Target) -> bool:
    if target.port == pod.port:
        return bool(pod.workload.no_metrics) and not _is_rewritten(target)
    return target.port in pod.ports.values()


def _is_rewritten(target: Target) -> bool:
    """Whether the port is the job's own choice, not one that was discovered."""
    rules = target.job.table.tables("relabel_configs")
    return any(rule.text("target_label") == "__address__" for rule in rules)


def _is_meant(config: Configuration, owner: str) -> bool:
    return config.platform is not None and owner in config.platform.processes


def _of_pod(pod: Pod, target: Target) -> Problem:
    hint = f"keep those whose port is called {pod.workload.port!r}: it is {pod.port}"
    where = f"port {target.port} of {pod.owner}'s pods"
    message = f"{target.job.label} scrapes {where}, which has no metrics"
    if pod.workload.no_metrics:
        message = f"{target.job.label} looks for {pod.owner}'s pods, and has nothing to scrape"
        hint = pod.workload.no_metrics
    return Problem(line=target.line, message=message, hint=hint)


def _of_named(one: Meant) -> Problem:
    address, name, process = one.target.address, one.name, one.process
    cluster = process.kubernetes
    why = cluster.no_metrics if one.is_known and cluster is not None else ""
    what = f"which is {one.other}'s port" if one.other else "which is not its metrics' port"
    what = "which is a port without metrics" if one.is_known else what
    return Problem(
        line=one.target.line,
        message=f"{one.target.job.label} scrapes {name} at {address!r}, {what}",
        hint=why or f"{name} has its metrics on port {process.port}",
        severity=Severity.ERROR if one.is_known else Severity.WARNING,
    )
