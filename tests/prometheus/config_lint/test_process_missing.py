from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import process_missing
from tests.prometheus.config_lint.jobs import (
    ANNOTATED,
    PODS_OF_WEB,
    PODS_OF_WORKER,
    WEB,
    WORKER,
    config,
    named,
    pods,
    services,
)

HINT = "`ops scrape-config render` writes its job; fine where one process is both"


@pytest.mark.parametrize(
    "text",
    [
        config(WEB, WORKER),
        config(PODS_OF_WEB, PODS_OF_WORKER),
        config(services("serviceMonitor/agents/web/0"), PODS_OF_WORKER),
        config(PODS_OF_WEB, WORKER),
        config(ANNOTATED),
        # Neither is scraped: another platform's Prometheus.
        config("- job_name: node\n  static_configs: [{targets: ['node:9100']}]\n"),
        # It may be where nobody can look.
        config(WEB, "- {job_name: others, consul_sd_configs: [{server: c}]}\n"),
        config(WEB) + "scrape_config_files: ['more/*.yml']\n",
    ],
)
def test_both_are_scraped_or_may_be(said, text) -> None:
    assert said(process_missing.find, text, watched=True) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (config(WEB), 2, "job 'archestra-web' scrapes web, and no job scrapes worker"),
        (config(PODS_OF_WEB), 2, "job 'archestra-web' scrapes web, and no job scrapes worker"),
        (config(WORKER), 2, "job 'archestra-worker' scrapes worker, and no job scrapes web"),
        (config(services("web")), 2, "job 'web' scrapes web, and no job scrapes worker"),
        (
            config("- {job_name: archestra, static_configs: [{targets: ['host:9050']}]}\n"),
            2,
            "job 'archestra' scrapes web, and no job scrapes worker",
        ),
    ],
)
def test_the_other_is_missing(said, text, line, message) -> None:
    assert said(process_missing.find, text, watched=True) == [("warning", line, message, HINT)]


def test_nothing_is_expected_unless_it_is_said(said) -> None:
    assert said(process_missing.find, config(WEB)) == []


ALL = "llm-proxy, orchestrator, runners, tracing, authorization or notifications"


def test_several_that_are_missing_are_one_finding(told) -> None:
    text = config(named("agyn-gateway", "gateway:8080"))

    assert told(process_missing.find, "agyn", text) == [
        (
            "warning",
            2,
            f"job 'agyn-gateway' scrapes gateway, and no job scrapes {ALL}",
            "`ops scrape-config render` writes their jobs",
        )
    ]


def test_pods_that_no_scrape_can_reach_are_not_missed(told) -> None:
    gateway = pods("agyn-gateway", "gateway", "http")
    proxy = pods("agyn-llm-proxy", "llm-proxy", "http")

    assert told(process_missing.find, "agyn", config(gateway, proxy)) == []
    assert told(process_missing.find, "agyn", config(gateway)) == [
        (
            "warning",
            2,
            "job 'agyn-gateway' scrapes gateway, and no job scrapes llm-proxy",
            "`ops scrape-config render` writes its job",
        )
    ]


def test_a_job_that_looks_by_labels_of_ones_own_may_find_it(told) -> None:
    gateway = pods("agyn-gateway", "gateway", "http")
    proxy = pods("agyn-llm-proxy", "our-proxy", "http")
    own = proxy.replace("app_kubernetes_io_name", "mine")

    assert told(process_missing.find, "agyn", config(gateway, own)) == []
    # The chart's label has no such value.
    assert len(told(process_missing.find, "agyn", config(gateway, proxy))) == 1


NODE = config("- job_name: node\n  static_configs: [{targets: ['node:9100']}]\n")


@pytest.mark.parametrize(
    ("platform", "which"),
    [("truefoundry", "gateway"), ("astromesh", "collector"), ("archestra", "web or worker")],
)
def test_a_platform_that_was_asked_for_is_missed(told, platform, which) -> None:
    (problem,) = told(process_missing.find, platform, NODE, is_asked_for=True)

    assert problem[:3] == ("warning", 1, f"no job scrapes {which}")
    assert told(process_missing.find, platform, NODE) == []


@pytest.mark.parametrize(
    "text",
    [
        # On a wrong port, which is another finding; nothing at all, which is another, too.
        config(named("gw", "tfy-llm-gateway:8080")),
        "scrape_configs: []\n",
        NODE + "scrape_config_files: ['more/*.yml']\n",
    ],
)
def test_what_is_said_elsewhere_or_may_be_there_is_not(told, text) -> None:
    assert told(process_missing.find, "truefoundry", text, is_asked_for=True) == []
