from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import unseen_job
from tests.prometheus.config_lint.jobs import config, named, pods

ALERTED = {"gateway": "([^/]+/)?(.+-)?tfy-llm-gateway(-.+)?"}
RIGHT = named("tfy-llm-gateway", "tfy-llm-gateway:8787")
# What the operator makes of a ServiceMonitor: the job is called after the Service.
MONITOR = pods(
    "serviceMonitor/a/b/0",
    "tfy-llm-gateway",
    "http",
    "  - {source_labels: [__meta_kubernetes_service_name], target_label: job}\n",
)


def ask(told, text: str, **more: object) -> list[tuple[str, int, str, str]]:
    return told(unseen_job.find, "truefoundry", text, **{"alerted": ALERTED, **more})


@pytest.mark.parametrize(
    "text",
    [
        config(RIGHT),
        config(named("eu-tfy-llm-gateway-2", "tfy-llm-gateway:8787")),
        config(named("node", "node:9100")),
        # The label counts, not the name.
        config(
            "- {job_name: gw, static_configs: [{targets: ['tfy-llm-gateway:8787'], "
            "labels: {job: tfy-llm-gateway}}]}\n"
        ),
        # The page is seen by the other job.
        config(RIGHT, named("again", "tfy-llm-gateway:8787")),
        # What a cluster calls it cannot be known.
        config(MONITOR),
    ],
)
def test_jobs_that_alerts_know_are_fine(told, text) -> None:
    assert ask(told, text) == []


@pytest.mark.parametrize(
    ("text", "line", "job"),
    [
        (config(named("gw", "tfy-llm-gateway:8787", "tfy-llm-gateway-2:8787")), 2, "gw"),
        # On a wrong port, too: that is another finding.
        (config(named("gw", "tfy-llm-gateway:8080")), 2, "gw"),
        (config(RIGHT, named("gw", "b.tfy-llm-gateway:8787")), 5, "gw"),
        (config(pods("gate", "tfy-llm-gateway", "http")), 2, "gate"),
    ],
)
def test_a_job_that_no_alert_knows_is_named(told, text, line, job) -> None:
    assert ask(told, text) == [
        (
            "warning",
            line,
            (
                f"no alert knows gateway by the job '{job}', so that nobody is told when it goes "
                "down"
            ),
            (
                "name the job 'tfy-llm-gateway', or render the rules with "
                f"--set availability.gateway_job='{job}'"
            ),
        )
    ]


def test_nothing_is_said_without_alerts_or_a_platform(told, said) -> None:
    text = config(named("gw", "tfy-llm-gateway:8787"))

    assert ask(told, text, alerted={}) == []
    assert said(unseen_job.find, text) == []
