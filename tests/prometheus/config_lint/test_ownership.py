from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.config_lint.ownership import (
    exporter_of,
    found_elsewhere,
    processes_of,
)
from archestra_ops.prometheus.config_lint.scraped import targets
from tests.prometheus.config_lint.jobs import config


def job(name: str, address: str, path: str = "/metrics", labels: str = "{}") -> str:
    return config(
        f"- {{job_name: {name}, metrics_path: {path}, "
        f"static_configs: [{{targets: ['{address}'], labels: {labels}}}]}}\n"
    )


@pytest.mark.parametrize(
    ("text", "processes"),
    [
        (job("archestra-worker", "10.0.0.1:19000"), ["worker"]),
        (job("anything", "10.0.0.1:9050"), ["web"]),
        (job("anything", "10.0.0.1:9050", "/other"), []),
        (job("ours", "archestra-worker:9000"), ["worker"]),
        (job("archestra", "10.0.0.1:9000"), ["worker"]),
        (job("ours", "10.0.0.1:9000", labels="{process: worker}"), ["worker"]),
        (job("minio", "minio:9000"), []),
    ],
)
def test_a_process_is_known_by_its_job_or_its_port(watching, text, processes) -> None:
    assert [owned.process for owned in processes_of(watching(text))] == processes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (job("x", "pg:9187"), "archestra-postgres"),
        (job("cloudsql", "exporter:1"), "cloudsql"),
        (job("x", "azure:8080", "/probe/metrics/list"), "azure-postgres"),
        (job("x", "web:8080"), ""),
    ],
)
def test_so_is_an_exporter(watching, text, found) -> None:
    config_ = watching(text)
    (target,) = targets(config_)

    exporter = exporter_of(config_, target)

    assert (exporter[1].name if exporter else "") == found


@pytest.mark.parametrize(
    ("name", "is_found"), [("agyn-postgres", True), ("archestra-postgres", False)]
)
def test_an_exporters_job_is_called_after_the_platform(watching, name, is_found) -> None:
    config_ = replace(watching(job(name, "pg:1")), platform=packs.platform("agyn"))
    (target,) = targets(config_)

    assert (exporter_of(config_, target) is not None) == is_found


def test_where_no_platform_is_expected_no_exporter_is(watching) -> None:
    config_ = replace(watching(job("cloudsql", "pg:9187")), platform=None)
    (target,) = targets(config_)

    assert exporter_of(config_, target) is None


OWN = "relabel_configs: [{source_labels: [__meta_kubernetes_pod_label_mine], action: keep}]"
CHART = OWN.replace("mine", "app_kubernetes_io_name").replace("action", "regex: wbe, action")


def looking(name: str, discovery: str, more: str = "") -> str:
    return config(f"- {{job_name: {name}, {discovery}, {more}}}\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (looking("archestra-web", "kubernetes_sd_configs: [{role: pod}]", OWN), ["web"]),
        (looking("archestra-web", "kubernetes_sd_configs: [{role: node}]", OWN), ["web"]),
        (looking("archestra-web", "file_sd_configs: [{files: [x.json]}]"), ["web"]),
        (looking("ours", "file_sd_configs: [{files: [x.json]}]"), ["worker"]),
        # Of the chart's own labels it is known what they are.
        (looking("archestra-web", "kubernetes_sd_configs: [{role: pod}]", CHART), []),
        (looking("archestra-web", "kubernetes_sd_configs: [{role: pod}]"), []),
        (looking("others", "kubernetes_sd_configs: [{role: pod}]", OWN), []),
        (looking("archestra-web", "file_sd_configs: [{}]", "metrics_path: /x"), []),
        (job("archestra-web", "w:9050"), []),
    ],
)
def test_a_job_may_look_where_nobody_can(watching, text, found) -> None:
    config_ = replace(watching(text), alerted={"worker": "our.*"})

    assert [process for process, _ in found_elsewhere(config_)] == found


def test_where_no_platform_is_expected_nothing_is_looked_for(watching) -> None:
    config_ = replace(watching(looking("archestra-web", "dns_sd_configs: []")), platform=None)

    assert list(found_elsewhere(config_)) == []
