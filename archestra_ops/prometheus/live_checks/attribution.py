"""Which part of the estate a target is: by what it has brought, by its pod, its job or its port."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlsplit

from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.discovery import Workload
from archestra_ops.prometheus.live_checks.seen import POSTGRES, Aim
from archestra_ops.prometheus.results import Target

_POD: Final = "__meta_kubernetes_pod_label_"
_PORT: Final = "__meta_kubernetes_pod_container_port_name"

Place = tuple[str, str]
"""A job and an instance."""


def place_of(labels: Mapping[str, str]) -> Place:
    """The job and the instance of a target or a series."""
    return labels.get("job", ""), labels.get("instance", "")


def part_by_page(aim: Aim, brought: Mapping[str, Collection[Place]], place: Place) -> str:
    """The part whose own metrics *place* has brought; empty where it has none.

    *brought* are places by anchor. Where a process has the anchor of another, too, it is the one
    with more.
    """
    processes = aim.platform.processes
    own = [name for name, one in processes.items() if place in brought.get(one.anchor, ())]
    shared = {
        name
        for name in own
        for other in own
        if other != name
        and other in aim.platform.metrics[processes[name].anchor].processes
        and name not in aim.platform.metrics[processes[other].anchor].processes
    }
    left = [name for name in own if name not in shared]
    if left:
        return left[0]
    of_provider = any(place in brought.get(anchor, ()) for anchor in aim.provider.anchors)
    return POSTGRES if of_provider else ""


def part_by_name(aim: Aim, target: Target) -> str:
    """The part that *target* is by its pod, its job, or a port that only one process has."""
    job = target.labels.get("job", "")
    for name, process in aim.platform.processes.items():
        if process.kubernetes is not None and _is_pod(target, process.kubernetes):
            return name
    for name, process in aim.platform.processes.items():
        pattern = aim.jobs.get(name, "")
        if job == process.job or (pattern and re.fullmatch(pattern, job)):
            return name
    if job in {one.name for one in jobs_for(aim.provider, aim.platform.name)}:
        return POSTGRES
    address = urlsplit(target.url)
    for name, process in aim.platform.processes.items():
        if process.port != process.api_port and _port(target) == process.port:
            return name if address.path == process.path else ""
    return ""


def _is_pod(target: Target, workload: Workload) -> bool:
    found = target.discovered
    labels = {_POD + re.sub(r"\W", "_", name): value for name, value in workload.pods.items()}
    return found.get(_PORT) == workload.port and all(
        found.get(name) == value for name, value in labels.items()
    )


def _port(target: Target) -> int | None:
    try:
        return urlsplit(target.url).port
    except ValueError:
        return None
