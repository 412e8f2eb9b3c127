"""The platform's Helm chart in a cluster, as Prometheus' discovery would find it.

One pod of each process and of the PostgreSQL that the chart brings, with the labels that roles
`pod`, `endpoints`, `endpointslice` and `service` give their targets. What each installation has
of its own (`FREE`: namespace, release, names) has a value here that stands for any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archestra_ops.packs.discovery import Workload
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

META: Final = "__meta_kubernetes_"
POSTGRESQL: Final = "PostgreSQL"
_RELEASE: Final = "app.kubernetes.io/instance"
_NO_NAME = re.compile(r"[^A-Za-z0-9_]")
_OF_ANYBODY: Final = "any"


@dataclass(frozen=True, kw_only=True)
class Pod:
    """A pod: what runs in it (`web`, `PostgreSQL`), where its metrics are, and on which port."""

    owner: str
    workload: Workload
    port: int
    path: str
    address: str

    @property
    def ports(self) -> dict[str, int]:
        """Its container ports, by name."""
        return {self.workload.port: self.port, **self.workload.other_ports}


@dataclass(frozen=True, kw_only=True)
class Discovered:
    """A target as discovery finds it, before any relabelling."""

    pod: Pod
    labels: Mapping[str, str]


def _label(of: str, name: str) -> str:
    return f"{META}{of}_label_{_NO_NAME.sub('_', name)}"


# What keeps or drops by these is taken to keep the platform's own.
FREE: Final = frozenset(
    {
        *(f"{META}{name}" for name in ("namespace", "pod_name", "pod_node_name", "service_name")),
        *(f"{META}{name}" for name in ("pod_container_name", "pod_host_ip", "pod_ip", "pod_uid")),
        *(f"{META}{name}" for name in ("pod_controller_name", "endpoints_name")),
        *(f"{META}{name}" for name in ("endpointslice_name", "pod_controller_kind")),
        *(_label(of, _RELEASE) for of in ("pod", "service", "endpoints", "endpointslice")),
    }
)


def pods(platform: Platform, providers: Sequence[Provider]) -> tuple[Pod, ...]:
    """The pods of *platform*'s chart, those that have metrics."""
    parts = [
        *((name, one.kubernetes, one.port, one.path) for name, one in platform.processes.items()),
        *((POSTGRESQL, o.kubernetes, o.jobs[0].port, o.jobs[0].path) for o in providers),
    ]
    return tuple(
        Pod(owner=owner, workload=found, port=port, path=path, address=f"10.0.0.{number}")
        for number, (owner, found, port, path) in enumerate(parts, 1)
        if found is not None
    )


def discovered(pod: Pod, role: str, *, annotated: bool) -> Iterator[Discovered]:
    """The targets that discovery with *role* makes of *pod*.

    *annotated* pods say of themselves that they want to be scraped, as `prometheus.io/…`.
    """
    service = pod.workload.service
    for name, number in pod.ports.items():
        labels = {"__address__": f"{pod.address}:{number}", f"{META}namespace": _OF_ANYBODY}
        if role == "pod":
            labels |= _pod(pod, name, number, annotated=annotated)
        elif role in ("endpoints", "endpointslice") and service:
            labels |= _pod(pod, name, number, annotated=annotated)
            labels |= _service(pod, annotated=annotated) | _endpoint(name, role)
        elif role == "service" and service:
            labels |= _service(pod, annotated=annotated)
            labels |= {f"{META}service_port_name": name, f"{META}service_port_number": str(number)}
        else:
            continue
        yield Discovered(pod=pod, labels=labels)


def _pod(pod: Pod, port: str, number: int, *, annotated: bool) -> dict[str, str]:
    plain = ("name", "node_name", "ip", "host_ip", "uid", "controller_name", "container_name")
    return {
        **{f"{META}pod_{name}": _OF_ANYBODY for name in plain},
        **_described("pod", {**pod.workload.pods, **pod.workload.labels}),
        **(_annotations("pod", pod) if annotated else {}),
        f"{META}pod_phase": "Running",
        f"{META}pod_ready": "true",
        f"{META}pod_container_init": "false",
        f"{META}pod_container_port_name": port,
        f"{META}pod_container_port_number": str(number),
        f"{META}pod_container_port_protocol": "TCP",
    }


def _service(pod: Pod, *, annotated: bool) -> dict[str, str]:
    return {
        f"{META}service_name": _OF_ANYBODY,
        **_described("service", pod.workload.service),
        **(_annotations("service", pod) if annotated else {}),
    }


def _endpoint(port: str, role: str) -> dict[str, str]:
    of = "endpoint" if role == "endpoints" else "endpointslice"
    ready = "endpoint_ready" if role == "endpoints" else "endpointslice_endpoint_conditions_ready"
    return {
        f"{META}{of}_port_name": port,
        f"{META}{ready}": "true",
        f"{META}{of}_address_target_kind": "Pod",
        f"{META}{of}_address_target_name": _OF_ANYBODY,
    }


def _described(of: str, labels: Mapping[str, str]) -> dict[str, str]:
    every = {**labels, _RELEASE: _OF_ANYBODY}
    present = {f"{META}{of}_labelpresent_{_NO_NAME.sub('_', name)}": "true" for name in every}
    return present | {_label(of, name): value for name, value in every.items()}


def _annotations(of: str, pod: Pod) -> dict[str, str]:
    said = {"scrape": "true", "port": str(pod.port), "path": pod.path}
    found = {f"{META}{of}_annotation_prometheus_io_{key}": value for key, value in said.items()}
    present = {name.replace("_annotation_", "_annotationpresent_"): "true" for name in found}
    return found | present
