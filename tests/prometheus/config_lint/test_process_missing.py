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
