"""A port of the platform's pods that has no metrics: a target that is always down."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.scraped import targets


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* that scrape a pod of the platform on a port without metrics."""
    said = set()
    for target in targets(config):
        pod = target.pod
        if pod is None or target.port == pod.port or target.port not in pod.ports.values():
            continue
        if not _is_meant(config, pod.owner) or (target.job.label, target.port) in said:
            continue
        said.add((target.job.label, target.port))
        yield Problem(
            line=target.line,
            message=(
                f"{target.job.label} scrapes port {target.port} of {pod.owner}'s pods, "
                "which has no metrics"
            ),
            hint=f"keep those whose port is called {pod.workload.port!r}: it is {pod.port}",
        )


def _is_meant(config: Configuration, owner: str) -> bool:
    return config.platform is not None and owner in config.platform.processes
