from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import port_without_metrics
from tests.prometheus.config_lint.jobs import (
    ANNOTATED,
    PODS_OF_WEB,
    PODS_OF_WORKER,
    config,
    named,
    pods,
    services,
)


@pytest.mark.parametrize(
    "text", [config(PODS_OF_WEB, PODS_OF_WORKER), config(services("a")), config(ANNOTATED)]
)
def test_ports_with_metrics_are_fine(said, text) -> None:
    assert said(port_without_metrics.find, text, watched=True) == []


def test_the_web_pods_api_is_named(said) -> None:
    text = config(pods("archestra", "archestra-platform.*", "backend"))

    assert said(port_without_metrics.find, text, watched=True) == [
        (
            "error",
            3,
            "job 'archestra' scrapes port 9000 of web's pods, which has no metrics",
            "keep those whose port is called 'metrics': it is 9050",
        )
    ]
    assert len(said(port_without_metrics.find, text.replace("backend", ".*"), watched=True)) == 2


GRPC = "the only container port is 50051, which speaks gRPC, and no scrape over HTTP can work there"


@pytest.mark.parametrize(
    ("app", "port", "why"),
    [
        ("tracing", "grpc", GRPC),
        ("runners", "grpc", GRPC),
        (
            "agents-orchestrator",
            "http",
            (
                "the chart opens no container port and has no Service, so that there is nothing to "
                "scrape"
            ),
        ),
    ],
)
def test_pods_that_no_scrape_can_reach_are_named(told, app, port, why) -> None:
    name = app.removeprefix("agents-")

    assert told(port_without_metrics.find, "agyn", config(pods("a", app, port))) == [
        ("error", 3, f"job 'a' looks for {name}'s pods, and has nothing to scrape", why)
    ]


@pytest.mark.parametrize(("app", "port"), [("tracing", "grpc"), ("agents-orchestrator", "http")])
def test_a_port_of_the_jobs_own_choice_may_have_metrics(told, app, port) -> None:
    chosen = (
        "  - {source_labels: [__meta_kubernetes_pod_ip], regex: (.*), target_label: __address__, "
        "replacement: '$1:8080'}\n"
    )

    assert told(port_without_metrics.find, "agyn", config(pods("a", app, port, chosen))) == []


def test_a_named_target_on_a_wrong_port_is_named(told) -> None:
    tracing = config(named("agyn-tracing", "tracing:50051"))
    gateway = config(named("gw", "tfy-llm-gateway:8080"))

    assert told(port_without_metrics.find, "agyn", tracing) == [
        (
            "error",
            4,
            (
                "job 'agyn-tracing' scrapes tracing at 'tracing:50051', which is a port without "
                "metrics"
            ),
            GRPC,
        )
    ]
    assert told(port_without_metrics.find, "truefoundry", gateway) == [
        (
            "warning",
            4,
            "job 'gw' scrapes gateway at 'tfy-llm-gateway:8080', which is not its metrics' port",
            "gateway has its metrics on port 8787",
        )
    ]


def test_the_apis_port_is_named_in_a_named_target_too(said) -> None:
    text = config(named("archestra-web", "archestra:9000"))

    assert said(port_without_metrics.find, text, watched=True) == [
        (
            "error",
            4,
            "job 'archestra-web' scrapes web at 'archestra:9000', which is a port without metrics",
            "web has its metrics on port 9050",
        )
    ]


def test_another_process_port_is_named(said) -> None:
    text = config(named("archestra-worker", "h:9050"))

    assert said(port_without_metrics.find, text, watched=True) == [
        (
            "warning",
            4,
            "job 'archestra-worker' scrapes worker at 'h:9050', which is web's port",
            "worker has its metrics on port 9000",
        )
    ]
