from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import pod_label
from tests.prometheus.config_lint.jobs import (
    ANNOTATED,
    PODS_OF_WEB,
    PODS_OF_WORKER,
    WEB,
    config,
    services,
)

HINT = "add a rule: source_labels [__meta_kubernetes_pod_name], target_label pod"
LABEL_MAP = "  - {action: labelmap, regex: __meta_kubernetes_(pod)_name}\n"


@pytest.mark.parametrize(
    "text",
    [
        config(PODS_OF_WEB, PODS_OF_WORKER),
        config(services("a")),
        config(ANNOTATED + LABEL_MAP),
        config(WEB),
    ],
)
def test_pods_that_are_told_apart_are_fine(said, text) -> None:
    assert said(pod_label.find, text, watched=True) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (config(PODS_OF_WEB.replace("target_label: pod", "target_label: po")), "archestra-web"),
        (config(PODS_OF_WEB + "  - {action: labeldrop, regex: p.d}\n"), "archestra-web"),
        (config(ANNOTATED), "kubernetes-pods"),
    ],
)
def test_pods_that_look_alike_are_named(said, text, name) -> None:
    message = f"the targets of job '{name}' have no label 'pod', by which dashboards group"
    assert said(pod_label.find, text, watched=True) == [("warning", 3, message, HINT)]
