from __future__ import annotations

from typing import Any

import pytest

from archestra_ops import packs
from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint import check
from archestra_ops.prometheus.config_lint.another_file import find
from archestra_ops.prometheus.scrape import ScrapeRequest, render

ONLY = "Prometheus' own configuration is looked at here; "
SAID = {
    "servicemonitor": (
        "it holds objects of Kubernetes: 'ServiceMonitor', 'PodMonitor'",
        f"{ONLY}the Prometheus Operator reads them",
    ),
    "scrapeconfig": (
        "it holds objects of Kubernetes: 'ScrapeConfig'",
        f"{ONLY}the Prometheus Operator reads them",
    ),
    "alloy": (
        "it is a configuration of Grafana Alloy",
        f"{ONLY}`alloy validate` looks at that",
    ),
    "otel-collector": (
        "it is a configuration of an OpenTelemetry Collector",
        f"{ONLY}give what is below receivers.prometheus.config alone",
    ),
}


def rendered(form: Any) -> str:
    return render(ScrapeRequest(platform=packs.platform("archestra"), form=form))


@pytest.mark.parametrize("form", SAID)
def test_what_is_rendered_for_others_is_known(form) -> None:
    (finding,) = check(rendered(form), name="x")

    assert (finding.check, finding.message, finding.hint) == ("another-file", *SAID[form])
    assert (finding.severity, finding.line) == (Severity.ERROR, 1)


@pytest.mark.parametrize("form", ["prometheus", "kubernetes-sd"])
def test_what_is_rendered_for_prometheus_is_its_own(form) -> None:
    assert find(rendered(form)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [",
        "apiVersion: [",
        "[1, 2]",
        "kind: x\n",
        "receivers: []\nroute: {}\n",
        "apiVersion: v1\nkind: A\n---\nscrape_configs: []\n",
    ],
)
def test_what_is_nothing_known_is_judged_as_ever(text) -> None:
    assert find(text) is None
