from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.live_checks.attribution import part_by_name, part_by_page, place_of
from archestra_ops.prometheus.results import Target
from tests.prometheus.live_checks.made import AIM

PLACE = ("job", "a:1")
POD = "__meta_kubernetes_pod_label_app_kubernetes_io_name"
PORT = "__meta_kubernetes_pod_container_port_name"
WEB, WORKER = "database_pool_size_limit", "task_queue_stuck_tasks_reset_total"


@pytest.mark.parametrize(
    ("anchors", "part"),
    [
        ([WEB], "web"),
        ([WEB, WORKER], "worker"),  # the worker has the web process's anchor, too
        ([WORKER], "worker"),
        (["pg_up"], "postgres"),
        ([], ""),
    ],
)
def test_by_what_it_has_brought(anchors, part) -> None:
    brought = {anchor: {PLACE} for anchor in anchors}

    assert part_by_page(AIM, brought, place_of({"job": "job", "instance": "a:1", "x": "y"})) == part


def test_others_have_brought_it() -> None:
    assert part_by_page(AIM, {WEB: {("job", "b:1")}}, PLACE) == ""


@pytest.mark.parametrize(
    ("job", "url", "discovered", "part"),
    [
        ("x", "http://10.0.0.1:9050/metrics", {POD: "archestra-platform", PORT: "metrics"}, "web"),
        ("x", "http://10.0.0.1:9000/metrics", {POD: "archestra-platform", PORT: "backend"}, ""),
        ("x", "http://10.0.0.1:1", {POD: "archestra-platform-worker", PORT: "backend"}, "worker"),
        ("archestra-worker", "http://w:1/metrics", {}, "worker"),
        ("team/archestra", "http://w:1/metrics", {}, "web"),
        ("archestra-postgres", "http://p:9187/metrics", {}, "postgres"),
        ("x", "http://w:9050/metrics", {}, "web"),
        ("x", "http://w:9050/other", {}, ""),
        ("x", "http://w:9000/metrics", {}, ""),
        ("x", "http://w:http/metrics", {}, ""),
    ],
)
def test_by_its_pod_its_job_or_its_port(job, url, discovered, part) -> None:
    target = Target(url=url, labels={"job": job}, health="down", error="", discovered=discovered)

    assert part_by_name(AIM, target) == part


@pytest.mark.parametrize(
    ("job", "part"), [("agyn-postgres", "postgres"), ("archestra-postgres", "")]
)
def test_the_exporters_job_is_called_after_the_platform(job, part) -> None:
    aim = replace(AIM, platform=packs.platform("agyn"))
    target = Target(url="http://p:9187/metrics", labels={"job": job}, health="down", error="")

    assert part_by_name(aim, target) == part
