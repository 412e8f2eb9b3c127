from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import page_without_metrics
from tests.prometheus.config_lint.jobs import config, named, pods

WHY = (
    "Astromesh 0.40.0 answers 404 to /metrics, whatever its page says: the metrics are on the "
    "Collector's port 8889, once it is sent them"
)
# As the platform's own documentation has it.
DOCUMENTED = """\
scrape_configs:
  - job_name: "astromesh"
    static_configs:
      - targets: ["astromesh:8000"]
    metrics_path: "/metrics"
    scrape_interval: 15s
"""


@pytest.mark.parametrize(("profile", "severity"), [("otlp", "error"), ("documented", "warning")])
def test_a_page_that_no_release_serves_is_named(told, profile, severity) -> None:
    message = "job 'astromesh' scrapes 'astromesh:8000/metrics', which has no metrics"

    assert told(page_without_metrics.find, "astromesh", DOCUMENTED, profile) == [
        (severity, 4, message, WHY)
    ]


def test_so_are_pods_of_the_profile_that_would_have_it(told) -> None:
    text = config(pods("mesh", "astromesh", "http"))

    assert told(page_without_metrics.find, "astromesh", text, "documented") == [
        ("warning", 3, "job 'mesh' scrapes /metrics of astromesh's pods, which has no metrics", WHY)
    ]


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        ("astromesh", config(named("otel-collector", "otel-collector:8889"))),
        # Another path, another port, another program.
        ("astromesh", config(named("astromesh", "astromesh:8000", path="/v1/metrics/"))),
        ("astromesh", config(named("astromesh", "astromesh:9000"))),
        ("astromesh", config(named("django", "web:8000"))),
        ("truefoundry", DOCUMENTED),
    ],
)
def test_other_pages_are_fine(told, platform, text) -> None:
    assert told(page_without_metrics.find, platform, text) == []


def test_nothing_is_said_where_no_platform_is_expected(said) -> None:
    assert said(page_without_metrics.find, DOCUMENTED) == []
