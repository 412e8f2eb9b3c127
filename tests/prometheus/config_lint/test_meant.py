from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.config_lint.meant import meant
from archestra_ops.prometheus.document import read
from tests.prometheus.config_lint.jobs import WEB, config, named, pods


def found(platform: str, text: str) -> list[tuple[str, bool]]:
    watching = Configuration(value=read(text), platform=packs.platform(platform))
    return [(one.name, one.is_known) for one in meant(watching)]


@pytest.mark.parametrize(
    ("platform", "job", "is_known"),
    [
        # By the job, by the host, by a Service's name with the platform's beside it.
        ("agyn", named("agyn-tracing", "10.0.0.1:50051"), ("tracing", True)),
        ("agyn", named("x", "agyn-tracing:50051"), ("tracing", True)),
        ("agyn", named("x", "tracing.agyn.svc:50051"), ("tracing", True)),
        ("archestra", named("archestra-web", "10.0.0.1:9000"), ("web", True)),
        ("truefoundry", named("gw", "tfy-llm-gateway:8080"), ("gateway", False)),
        ("truefoundry", named("gw", "tfy-llm-gateway.ai.svc:8080"), ("gateway", False)),
        # The port of another process, in a job of its name.
        ("archestra", named("archestra-worker", "10.0.0.1:9050"), ("worker", False)),
        ("agyn", named("agyn-gateway", "10.0.0.1:2112"), ("gateway", False)),
    ],
)
def test_a_target_on_a_wrong_port_is_known(platform, job, is_known) -> None:
    assert found(platform, config(job)) == [is_known]


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        ("agyn", config(named("x", "tracing:50051"))),
        ("agyn", config(named("agyn-tracing", "tracing:8080"))),
        ("agyn", config(named("agyn-tracing", "tracing:50051", path="/probe"))),
        # A port that leads to the right one.
        ("archestra", config(named("archestra-web", "10.0.0.1:19050"))),
        # The worker's own port, and its job, whatever the host is called.
        ("archestra", config(named("archestra-worker", "archestra-platform:9000"))),
        ("archestra", config(named("archestra", "archestra-worker:9000"))),
        # A further page of a host whose right one is scraped.
        (
            "astromesh",
            config(named("otel-collector", "otel-collector:8889"),
                   named("own", "otel-collector:8888")),
        ),
        ("agyn", config(named("ksm", "kube-state-metrics:8081"))),
        ("truefoundry", config(named("gw", "tfy-llm-gateway"))),
        ("archestra", config(pods("archestra-web", "archestra-platform", "backend"))),
        ("archestra", config(WEB)),
    ],
)  # fmt: skip
def test_what_may_be_right_is_not(platform, text) -> None:
    assert found(platform, text) == []


def test_another_process_port_is_nobodys_under_another_name() -> None:
    assert found("archestra", config(named("ours", "10.0.0.1:9050"))) == []
    assert found("agyn", config(named("agyn-gateway", "10.0.0.1:2112", path="/probe"))) == []


def test_a_collectors_own_page_alone_is_not_the_platforms() -> None:
    text = config(named("own", "otel-collector:8888"))

    assert found("astromesh", text) == [("collector", False)]


def test_without_a_platform_there_is_none() -> None:
    watching = Configuration(value=read(config(named("gw", "tfy-llm-gateway:8080"))))

    assert list(meant(watching)) == []
