from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import honor_labels
from tests.prometheus.config_lint.jobs import PODS_OF_WEB, WEB, WORKER, config

OTEL = """\
- job_name: collector
  honor_labels: %s
  static_configs: [{targets: ["collector:8889"]}]
"""
OTHERS = "- {job_name: a, honor_labels: true, static_configs: [{targets: ['%s']}]}\n"
FEDERATED = "- {job_name: f, metrics_path: /federate, honor_labels: %s}\n"


@pytest.mark.parametrize(
    "text",
    [
        config(WEB, WORKER, PODS_OF_WEB, OTEL % "false", FEDERATED % "true"),
        config(OTHERS % "kubelet:10250"),
        config(OTHERS % "postgres:9187"),
    ],
)  # fmt: skip
def test_labels_that_are_kept_are_fine(said, text) -> None:
    assert said(honor_labels.find, text, watched=True) == []


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            config(WEB + "  honor_labels: true\n"),
            4,
            (
                "job 'archestra-web' honours the labels of web's page: an agent label called "
                "'job', "
                "'instance' or 'pod' takes the place of the target's own"
            ),
            "leave 'honor_labels' out",
        ),
        (
            config(OTEL % "true"),
            3,
            (
                "job 'collector' honours the labels of its page, so that 'instance' stays; "
                "boards and "
                "alerts look for 'exported_instance'"
            ),
            "leave 'honor_labels' out",
        ),
        (
            config(FEDERATED % "false"),
            2,
            "job 'f' federates without 'honor_labels': 'job' and 'instance' become 'exported_…'",
            "set 'honor_labels: true'",
        ),
        (
            config(WEB.replace("}]", ", labels: {provider: aws, cluster: a}}]")),
            2,
            (
                "job 'archestra-web' gives its targets a label 'provider', and metrics of web have "
                "one: theirs becomes 'exported_provider'"
            ),
            "give the target's another name",
        ),
        (
            config(PODS_OF_WEB + "  - {target_label: model, replacement: x}\n"),
            2,
            (
                "job 'archestra-web' gives its targets a label 'model', and metrics of web have "
                "one: "
                "theirs becomes 'exported_model'"
            ),
            "give the target's another name",
        ),
    ],
)
def test_a_label_that_is_lost_is_named(said, text, line, message, hint) -> None:
    assert said(honor_labels.find, text, watched=True) == [("warning", line, message, hint)]
