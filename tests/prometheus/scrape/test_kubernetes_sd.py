from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from archestra_ops import packs
from archestra_ops.http import Http
from archestra_ops.prometheus import config_lint, promtool
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.results import Target
from archestra_ops.prometheus.scrape import Cluster, ScrapeRequest, render
from archestra_ops.prometheus.server import PrometheusServer
from tests.prometheus.scrape.requests import HOSTILE, a_request
from tests.servers.programs import require

META = "__meta_kubernetes_"
WATCHED = config_lint.Watched(
    platform=packs.platform("archestra"),
    providers=tuple(map(packs.provider, packs.provider_names())),
)


def pod(name: str, app: str, ports: dict[str, int], ip: str, phase: str = "Running") -> list[dict]:
    """The targets that discovery makes of a pod, as files of targets have them."""
    return [
        {
            "targets": [f"{ip}:{number}"],
            "labels": {
                f"{META}namespace": "agents",
                f"{META}pod_name": name,
                f"{META}pod_phase": phase,
                f"{META}pod_label_app_kubernetes_io_name": app,
                f"{META}pod_container_port_name": port,
                f"{META}pod_container_port_number": str(number),
            },
        }
        for port, number in ports.items()
    ]


WEB_PORTS = {"backend": 9000, "metrics": 9050, "frontend": 3000}
FOUND = [
    *pod("archestra-1", "archestra-platform", WEB_PORTS, "127.0.1.1"),
    *pod("archestra-2", "archestra-platform", WEB_PORTS, "127.0.1.2"),
    *pod("archestra-0", "archestra-platform", WEB_PORTS, "127.0.1.9", "Failed"),
    *pod("archestra-worker-1", "archestra-platform-worker", {"backend": 9000}, "127.0.1.3"),
    *pod("archestra-renderer-1", "archestra-platform-renderer", {"backend": 9000}, "127.0.1.4"),
    *pod("archestra-migration-1", "archestra-platform-migration", {}, "127.0.1.5", "Succeeded"),
    *pod(
        "archestra-postgresql-0",
        "postgresql",
        {"tcp-postgresql": 5432, "http-metrics": 9187},
        "127.0.1.6",
    ),
    *pod("metrics-of-others", "others", {"metrics": 9050, "backend": 9000}, "127.0.1.7"),
]


def by_file(text: str, file: Path) -> str:
    """The configuration *text* with its targets from *file* in the place of Kubernetes."""
    document = yaml.safe_load(text)
    for job in document["scrape_configs"]:
        if job.pop("kubernetes_sd_configs", None):
            job["file_sd_configs"] = [{"files": [str(file)]}]
    return yaml.safe_dump(document)


def test_the_job_of_the_worker() -> None:
    request = a_request(
        "kubernetes-sd",
        credentials_file="/etc/prometheus/secrets/archestra",
        labels={"cluster": "a$b"},
        cluster=Cluster(namespace="agents"),
    )

    assert render(request).split("\n\n")[1] == (
        "  # Archestra, worker process.\n"
        "  # It has no Service. Task queue and knowledge base metrics are here and nowhere else.\n"
        '  - job_name: "archestra-worker"\n'
        '    scrape_interval: "15s"\n'
        '    scrape_timeout: "10s"\n'
        "    authorization:\n"
        "      # The file holds what ARCHESTRA_METRICS_SECRET is set to.\n"
        '      type: "Bearer"\n'
        '      credentials_file: "/etc/prometheus/secrets/archestra"\n'
        "    kubernetes_sd_configs:\n"
        '      - role: "pod"\n'
        "        namespaces:\n"
        '          names: ["agents"]\n'
        "    relabel_configs:\n"
        "      # Its pods, by the labels of the Helm chart.\n"
        '      - source_labels: ["__meta_kubernetes_pod_label_app_kubernetes_io_name"]\n'
        '        regex: "archestra-platform-worker"\n'
        '        action: "keep"\n'
        "      # Of their ports the one with metrics.\n"
        '      - source_labels: ["__meta_kubernetes_pod_container_port_name"]\n'
        '        regex: "backend"\n'
        '        action: "keep"\n'
        "      # Pods that have ended are still listed.\n"
        '      - source_labels: ["__meta_kubernetes_pod_phase"]\n'
        '        regex: "Failed|Succeeded"\n'
        '        action: "drop"\n'
        "      # Dashboards tell replicas apart by these.\n"
        '      - source_labels: ["__meta_kubernetes_namespace"]\n'
        '        target_label: "namespace"\n'
        '      - source_labels: ["__meta_kubernetes_pod_name"]\n'
        '        target_label: "pod"\n'
        '      - target_label: "process"\n'
        '        replacement: "worker"\n'
        '      - target_label: "cluster"\n'
        '        replacement: "a$$b"'
    )


def test_what_is_outside_of_the_cluster_keeps_its_targets() -> None:
    text = render(a_request("kubernetes-sd", "cloudsql", targets={"cloudsql": ["gcp:9255"]}))

    assert text.endswith(
        "  # Cloud SQL for PostgreSQL (Stackdriver Exporter).\n"
        "  # Its exporter is started with\n"
        "  #   --google.project-ids=your-project\n"
        "  #   --monitoring.metrics-prefixes=cloudsql.googleapis.com/database\n"
        '  - job_name: "cloudsql"\n'
        '    scrape_interval: "1m"\n'
        '    scrape_timeout: "30s"\n'
        "    static_configs:\n"
        "      - targets:\n"
        '          - "gcp:9255"\n'
    )


def test_counts_are_added_up_where_they_are_wanted_so() -> None:
    options = {"delta_mode": "counter", "project": "our-project"}

    text = render(a_request("kubernetes-sd", "cloudsql", options=options))

    assert (
        "  #   --google.project-ids=our-project\n"
        "  #   --monitoring.metrics-prefixes=cloudsql.googleapis.com/database\n"
        "  #   --monitoring.aggregate-deltas\n"
        "  #   --monitoring.aggregate-deltas-ttl=30m\n"
    ) in text


def test_samples_are_sent_on() -> None:
    text = render(a_request("kubernetes-sd", remote_write="http://mimir:9009/api/v1/push"))

    assert yaml.safe_load(text)["remote_write"] == [
        {"url": "http://mimir:9009/api/v1/push", "send_exemplars": True}
    ]


@pytest.mark.parametrize("provider", packs.provider_names())
def test_our_own_check_and_promtool_find_nothing(provider, tmp_path) -> None:
    require("promtool")
    request = a_request(
        "kubernetes-sd",
        provider,
        labels=HOSTILE,
        cluster=Cluster(namespace="agents", renderer=True),
        remote_write="https://mimir/api/v1/push",
    )
    text = render(request)

    assert config_lint.check(text, name="f", promtool=True, watched=WATCHED) == ()
    promtool.check_config(by_file(text, tmp_path / "targets.json"))


@pytest.fixture(scope="module")
def scraped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Target]]:
    """What a Prometheus scrapes that finds the pods above, by job and instance."""
    require("prometheus")
    folder = tmp_path_factory.mktemp("kubernetes-sd")
    file = folder / "targets.json"
    file.write_text(json.dumps(FOUND))
    request = a_request(
        "kubernetes-sd", labels={"cluster": "a$1", **HOSTILE}, cluster=Cluster(namespace="agents")
    )
    text = by_file(render(request), file)
    with PrometheusServer(text, folder) as prometheus, Http() as http:
        deadline = time.monotonic() + 20
        targets: tuple[Target, ...] = ()
        while len(targets) < 4 and time.monotonic() < deadline:
            targets = Api(http, prometheus.url).targets()
            time.sleep(0.1)
        yield {(one.labels["job"], one.labels["instance"]): one for one in targets}


@pytest.mark.servers
class TestRealPrometheus:
    def test_it_scrapes_the_right_targets_and_none_too_many(self, scraped) -> None:
        assert sorted(target.url for target in scraped.values()) == [
            "http://127.0.1.1:9050/metrics",
            "http://127.0.1.2:9050/metrics",
            "http://127.0.1.3:9000/metrics",
            "http://127.0.1.6:9187/metrics",
        ]

    @pytest.mark.parametrize(
        ("job", "instance", "labels"),
        [
            ("archestra-web", "127.0.1.2:9050", {"pod": "archestra-2", "process": "web"}),
            (
                "archestra-worker",
                "127.0.1.3:9000",
                {"pod": "archestra-worker-1", "process": "worker"},
            ),
            ("archestra-postgres", "127.0.1.6:9187", {"pod": "archestra-postgresql-0"}),
        ],
    )
    def test_they_have_the_right_labels(self, scraped, job, instance, labels) -> None:
        assert scraped[job, instance].labels == {
            "job": job,
            "instance": instance,
            "namespace": "agents",
            "cluster": "a$1",
            **HOSTILE,
            **labels,
        }


@pytest.mark.parametrize("form", ["kubernetes-sd", "otel-collector"])
def test_pods_of_another_namespace_are_looked_for_there(form) -> None:
    request = ScrapeRequest(
        platform=packs.platform("agyn"),
        form=form,
        discovered=frozenset({"openfga", "kube-state-metrics"}),
        cluster=Cluster(namespace="platform"),
    )

    found = yaml.safe_load(render(request))
    if form == "otel-collector":
        found = found["receivers"]["prometheus"]["config"]

    assert {
        job["job_name"]: job["kubernetes_sd_configs"][0].get("namespaces")
        for job in found["scrape_configs"]
    } == {
        "agyn-gateway": {"names": ["platform"]},
        "agyn-llm-proxy": {"names": ["platform"]},
        "openfga": {"names": ["openfga"]},
        "kube-state-metrics": None,
    }
