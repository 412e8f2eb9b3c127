from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.config_lint.cluster import META, discovered, pods

PODS = {pod.owner: pod for pod in pods(packs.platform("archestra"), [packs.provider("helm")])}


def test_each_that_the_chart_has_is_a_pod() -> None:
    assert {owner: pod.ports for owner, pod in PODS.items()} == {
        "web": {"metrics": 9050, "backend": 9000, "frontend": 3000},
        "worker": {"backend": 9000},
        "PostgreSQL": {"http-metrics": 9187},
    }


@pytest.mark.parametrize(
    ("owner", "role", "ports"),
    [
        ("web", "pod", [9050, 9000, 3000]),
        ("web", "endpoints", [9050, 9000, 3000]),
        ("web", "endpointslice", [9050, 9000, 3000]),
        ("web", "service", [9050, 9000, 3000]),
        ("web", "node", []),
        ("worker", "pod", [9000]),
        ("worker", "endpoints", []),
        ("worker", "service", []),
    ],
)
def test_a_role_has_a_target_for_each_port(owner, role, ports) -> None:
    found = discovered(PODS[owner], role, annotated=False)

    assert [int(one.labels["__address__"].rpartition(":")[2]) for one in found] == ports


def test_a_pod_has_the_labels_that_prometheus_documents() -> None:
    first = next(iter(discovered(PODS["worker"], "pod", annotated=True)))

    assert {
        "pod_label_app_kubernetes_io_name": "archestra-platform-worker",
        "pod_labelpresent_app_kubernetes_io_component": "true",
        "pod_container_port_name": "backend",
        "pod_container_port_number": "9000",
        "pod_phase": "Running",
        "pod_annotation_prometheus_io_port": "9000",
        "pod_annotationpresent_prometheus_io_scrape": "true",
    }.items() <= {name.removeprefix(META): value for name, value in first.labels.items()}.items()
